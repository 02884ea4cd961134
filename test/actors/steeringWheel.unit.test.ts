import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SteeringWheel } from "../../actors/turn/SteeringWheel.ts";
import type { EventItem, Participant, Session } from "../../src/protocol/index.ts";
import { createRoleTable } from "../../src/rules/access.ts";
import { WHEEL_GRACE_MS } from "../../src/rules/wheel.ts";
import { DEFAULT_SESSION } from "../../src/testing/memoryWorkspaceState.ts";

const BEN: Participant = { userId: "ben", name: "Ben", role: "editor" };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A wheel that somebody has, as an earlier process has stored it. */
function openWheel(session: Partial<Session>) {
	let current: Session = { ...DEFAULT_SESSION, ...session };
	let participants: readonly Participant[] = [BEN];
	let failures = 0;
	const events: EventItem["event"][] = [];
	const awake: Promise<void>[] = [];
	const wheel = new SteeringWheel({
		writer: {
			async commit(_action, work) {
				if (failures-- > 0) throw new Error("The disk is full.");
				const effects: (() => void)[] = [];
				const put = (item: EventItem) => void events.push(item.event);
				const response = await work({ put, afterCommit: (effect: () => void) => effects.push(effect) } as never);
				for (const effect of effects) effect();
				return response;
			},
		},
		sessionStore: {
			get: () => current,
			storeChange: async () => {},
			update(change) {
				current = { ...current, ...change };
			},
		},
		access: { ...createRoleTable({}), roles: "host" },
		requireStill: (person) => person,
		participants: () => participants,
		turnId: () => null,
		log: () => {},
		limits: { retryBaseMs: 10, retryMaxMs: 10 } as never,
		keepAwake: (work) => void awake.push(work),
	});
	return {
		wheel,
		events,
		awake,
		session: () => current,
		failOnce: () => {
			failures = 1;
		},
		setParticipants(next: readonly Participant[]) {
			participants = next;
			wheel.watch();
		},
	};
}

const held = (minutes: number) => ({ wheel: { by: BEN, until: Date.now() + minutes * 60_000, asked: [] } });

test("a wheel of an earlier process ends when its time is over, also if that cannot be stored at once", async () => {
	const { wheel, events, session, failOnce } = openWheel(held(10));
	wheel.watch();
	await vi.advanceTimersByTimeAsync(10 * 60_000 - 1);
	expect(events).toEqual([]);
	failOnce();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(events).toMatchObject([{ type: "wheel_changed", change: "expired", from: { userId: "ben" }, to: null }]);
	expect(session().wheel).toBeNull();
	expect(vi.getTimerCount()).toBe(0);
});

test("it ends some time after its holder has left, which keeps the actor awake, and not if they are back", async () => {
	const { wheel, events, awake, setParticipants } = openWheel(held(10));
	wheel.watch();
	expect(awake).toEqual([]);
	setParticipants([]);
	expect(awake).toHaveLength(1);
	await vi.advanceTimersByTimeAsync(WHEEL_GRACE_MS - 1);
	setParticipants([BEN]);
	await vi.advanceTimersByTimeAsync(WHEEL_GRACE_MS);
	expect(events).toEqual([]);
	setParticipants([]);
	await vi.advanceTimersByTimeAsync(WHEEL_GRACE_MS);
	expect(events).toMatchObject([{ change: "left" }]);
	await Promise.all(awake);
});

test("it ends for a holder who may not prompt any more", async () => {
	const { events, setParticipants } = openWheel(held(10));
	setParticipants([{ ...BEN, role: "commenter" }]);
	await vi.advanceTimersByTimeAsync(0);
	expect(events).toMatchObject([{ change: "role_lowered" }]);
});

test("nothing ends after the process has stopped", async () => {
	const { wheel, events, awake, setParticipants } = openWheel(held(1));
	wheel.watch();
	setParticipants([]);
	wheel.stop();
	await vi.advanceTimersByTimeAsync(120_000);
	expect(events).toEqual([]);
	await Promise.all(awake);
});
