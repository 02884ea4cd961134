import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type DrainableWorkspace, WorkspaceDrain } from "../../actors/lifecycle/drain.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A workspace, and what was asked of it. Its turn ends when `endTurn` is called. */
function workspace(workspaceId: string, drain: WorkspaceDrain) {
	const asked: string[] = [];
	const turn = Promise.withResolvers<void>();
	const opened: DrainableWorkspace = {
		host: { workspaceId },
		settle: () => turn.promise,
		interrupt: async () => void asked.push("interrupt"),
		leave: () => {
			asked.push("leave");
			drain.delete(opened);
		},
	};
	return { opened, asked, endTurn: () => turn.resolve() };
}

test("each workspace leaves once its turn is over, and the process waits for the last one", async () => {
	const drain = new WorkspaceDrain();
	const [idle, busy] = [workspace("idle", drain), workspace("busy", drain)];
	for (const { opened } of [idle, busy]) drain.add(opened);
	idle.endTurn();
	let isOver = false;
	const drained = drain.drain(60_000).then(() => {
		isOver = true;
	});
	await vi.advanceTimersByTimeAsync(1_000);
	expect([idle.asked, busy.asked, isOver]).toEqual([["leave"], [], false]);
	busy.endTurn();
	await drained;
	expect(busy.asked).toEqual(["leave"]);
	expect(vi.getTimerCount()).toBe(0);
});

test("a turn that takes too long is interrupted, and its workspace leaves", async () => {
	const drain = new WorkspaceDrain();
	const { opened, asked } = workspace("busy", drain);
	drain.add(opened);
	const drained = drain.drain(60_000);
	await vi.advanceTimersByTimeAsync(59_999);
	expect(asked).toEqual([]);
	await vi.advanceTimersByTimeAsync(1);
	await drained;
	expect(asked).toEqual(["interrupt", "leave"]);
});

test("a workspace that was closed meanwhile is not closed again", async () => {
	const drain = new WorkspaceDrain();
	const { opened, asked, endTurn } = workspace("idle", drain);
	drain.add(opened);
	drain.delete(opened);
	endTurn();
	await drain.drain(60_000);
	expect(asked).toEqual([]);
});

test("a workspace that comes back while the process drains is sent away, until it is clear that it has nowhere to go", async () => {
	const drain = new WorkspaceDrain();
	await drain.drain(0);
	const outcomes: (readonly string[])[] = [];
	for (let visit = 0; visit < 34; visit++) {
		const { opened, asked, endTurn } = workspace("back", drain);
		endTurn();
		drain.add(opened);
		await vi.advanceTimersByTimeAsync(1_000);
		outcomes.push(asked);
	}
	expect(outcomes.slice(0, 32)).toEqual(Array.from({ length: 32 }, () => ["leave"]));
	expect(outcomes.slice(32)).toEqual([[], []]);
});
