import { expect, onTestFinished, test, vi } from "vitest";
import { BackgroundActivity, type BackgroundActivityDeps } from "../../actors/background/BackgroundActivity.ts";
import type { Session, TimelineItem } from "../../src/protocol/index.ts";

const CALL = { id: "call", title: "npm start", createdAt: 1, turnId: "turn" };

/** The activity of an agent with a session, outside of turns. */
function open() {
	vi.useFakeTimers();
	onTestFinished(() => void vi.useRealTimers());
	const agent = { entryId: null as string | null, calls: [] as (typeof CALL)[], isAnswerPending: false };
	const streamed: unknown[] = [];
	let session: Partial<Session> = {};
	const deps: Partial<Record<keyof BackgroundActivityDeps, unknown>> = {
		writer: { stream: (changes: readonly unknown[]) => streamed.push(...changes) },
		projector: {
			entryId: () => agent.entryId,
			endEntry() {
				agent.entryId = null;
			},
			runningInBackground: () => agent.calls,
			cutBackground() {
				agent.calls = [];
			},
		},
		store: {
			get: () => session,
			update(change: Partial<Session>) {
				session = { ...session, ...change };
			},
		},
		log() {},
		limits: { backgroundQuietMs: 500, backgroundLimitMs: 10_000 },
		isTurnRunning: () => false,
		isAnswerPending: () => agent.isAnswerPending,
		keepAwake() {},
	};
	const activity = new BackgroundActivity(deps as unknown as BackgroundActivityDeps);
	return { activity, agent, streamed, background: () => session.background };
}

test("what the agent says while the end of a turn is being stored is an entry that ends", () => {
	const { activity, agent, background } = open();
	agent.entryId = "entry";
	activity.handleTurnEnd();
	expect(background()).toMatchObject({ state: "running", tasks: [] });
	vi.advanceTimersByTime(500);
	expect(agent.entryId).toBeNull();
	expect(background()).toBeNull();
});

test("an entry that waits for an answer ends after it, if the agent says nothing more", () => {
	const { activity, agent, background } = open();
	agent.entryId = "entry";
	agent.isAnswerPending = true;
	activity.handleRequest();
	vi.advanceTimersByTime(5_000);
	expect(agent.entryId).toBe("entry");
	agent.isAnswerPending = false;
	activity.handleItem({ kind: "question" } as TimelineItem);
	expect(background()).toMatchObject({ state: "running" });
	vi.advanceTimersByTime(500);
	expect(agent.entryId).toBeNull();
	expect(background()).toBeNull();
});

test("an agent that is lost while the end of a turn is being stored leaves nothing running", () => {
	const { activity, agent, streamed, background } = open();
	agent.calls = [CALL];
	activity.handleSessionState({ status: "offline" });
	activity.handleTurnEnd();
	expect(background()).toBeNull();
	expect(streamed).toMatchObject([{ item: { kind: "notice", code: "background_cut", detail: "npm start" } }]);
});
