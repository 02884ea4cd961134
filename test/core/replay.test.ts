import { describe, expect, test } from "vitest";
import { createReplay, type Replay, type ReplaySource } from "../../src/core/index.ts";
import type { ApprovalItem, TimelineItem } from "../../src/protocol/index.ts";
import { cpuTime } from "../harness/cpuTime.ts";
import { createRandom } from "../harness/createRandom.ts";
import { createFakeClock } from "./createFakeClock.ts";
import { approval, message, prompt } from "./items.ts";
import { call, oneTurn, randomSession, START, thought, turnResult } from "./sessionItems.ts";

function open(source: ReplaySource) {
	const clock = createFakeClock();
	const replay = createReplay(source, { clock, schedule: (callback) => clock.setTimer(callback, 16) });
	return { clock, replay };
}

const shown = ({ store }: Replay) => {
	const { itemIds, items } = store.get();
	return itemIds.map((id) => items.get(id));
};

/** Goes to a moment, in seconds after the beginning of the session. */
function goToSecond(replay: Replay, seconds: number): void {
	let [low, high] = [0, replay.duration];
	for (let step = 0; step < 60; step++) {
		const middle = (low + high) / 2;
		replay.seek(middle);
		if (replay.get().at < START + seconds * 1_000) low = middle;
		else high = middle;
	}
	replay.seek(high);
}

const kinds = (replay: Replay) => shown(replay).map((item) => item?.kind);
const item = <Kind extends TimelineItem["kind"]>(replay: Replay, kind: Kind, id: string) => {
	const found = replay.store.get().items.get(id);
	if (found?.kind !== kind) throw new Error(`${id} is no ${kind}.`);
	return found as Extract<TimelineItem, { kind: Kind }>;
};

describe("a moment of a replay", () => {
	test("has the prompt when its turn begins, and not when it was sent", () => {
		const { replay } = open({ items: oneTurn() });
		expect(replay.get()).toMatchObject({ time: 0, at: START + 10_000, playing: false, speed: 1 });
		expect(kinds(replay)).toEqual(["prompt"]);
		expect(item(replay, "prompt", "item-1")).toMatchObject({ state: "running", result: null });
		expect(replay.store.get().turn).toEqual({
			id: "turn-1",
			promptId: "item-1",
			startedAt: START + 10_000,
			state: "running",
		});
	});

	test("has no item that has not begun, and texts as far as they have grown", () => {
		const { replay } = open({ items: oneTurn() });
		goToSecond(replay, 11.06);
		expect(kinds(replay)).toEqual(["prompt", "thought"]);
		expect(item(replay, "thought", "item-2")).toMatchObject({ open: true, endedAt: null, text: "Let m" });
		goToSecond(replay, 19);
		expect(item(replay, "thought", "item-2")).toEqual(oneTurn()[1]);
		const { text, open: isOpen } = item(replay, "message", "item-3");
		expect([text.length, isOpen]).toEqual([500, true]);
		goToSecond(replay, 26);
		expect(item(replay, "message", "item-3")).toMatchObject({ text: "a".repeat(1_000), open: false });
	});

	test("has an approval that waits until it was answered, and a call that runs until it ended", () => {
		const { replay } = open({ items: oneTurn() });
		goToSecond(replay, 3_000);
		expect(item(replay, "approval", "item-5")).toMatchObject({ state: { status: "pending" }, votes: [] });
		expect(replay.store.get().approvals).toEqual([item(replay, "approval", "item-5")]);
		expect(item(replay, "tool_call", "item-4")).toMatchObject({ status: "in_progress", content: [], endedAt: null });
		goToSecond(replay, 3_645);
		expect(item(replay, "approval", "item-5")).toMatchObject({ state: { status: "answered" }, votes: [{}] });
		expect(replay.store.get().approvals).toEqual([]);
		expect(item(replay, "tool_call", "item-4").status).toBe("in_progress");
		goToSecond(replay, 3_650);
		expect(item(replay, "tool_call", "item-4")).toEqual(oneTurn()[3]);
	});

	test("shows what a call would change from its beginning, and its output at its end", () => {
		const diff = { type: "diff", path: "a.ts", oldText: "", newText: "a" } as const;
		const output = { type: "content", content: { type: "text", text: "Done" } } as const;
		const items = [call(1, { createdAt: START, endedAt: START + 2_000, content: [diff, output], rawOutput: "Done" })];
		const { replay } = open({ items });
		expect(item(replay, "tool_call", "item-1")).toMatchObject({ content: [diff] });
		expect(item(replay, "tool_call", "item-1").rawOutput).toBeUndefined();
		replay.seek(replay.duration);
		expect(shown(replay)).toEqual(items);
	});

	test("never has half of a character", () => {
		const { replay } = open({ items: [message(1, { createdAt: START, text: "🎉".repeat(50) })] });
		for (let time = 0; time < replay.duration; time += 7) {
			replay.seek(time);
			expect(item(replay, "message", "item-1").text.isWellFormed()).toBe(true);
		}
	});

	test("lets a text grow until its writer does the next thing, whatever others do", () => {
		const turn = { turnId: "turn-1" };
		const nested = { ...turn, parentId: "item-9" };
		const items = [
			message(1, { ...turn, createdAt: START, text: "a".repeat(1_000) }),
			message(2, { ...nested, createdAt: START + 1_000, text: "b".repeat(100) }),
			call(3, { ...turn, createdAt: START + 2_000, endedAt: START + 2_100 }),
		];
		const { replay } = open({ items });
		replay.seek(1_500);
		expect(item(replay, "message", "item-1").text).toHaveLength(750);
		replay.seek(2_000);
		expect(item(replay, "message", "item-1")).toEqual(items[0]);
	});

	test("keeps what has not changed the same", () => {
		const { replay } = open({ items: oneTurn() });
		goToSecond(replay, 3_000);
		const before = replay.store.get();
		replay.seek(replay.get().time + 0.5);
		expect(replay.get().at).toBeGreaterThan(START + 3_000_000);
		expect(replay.store.get()).toBe(before);
		replay.seek(replay.get().time - 1);
		expect(replay.store.get().itemIds).toBe(before.itemIds);
		expect(replay.store.get().items.get("item-5")).toBe(before.items.get("item-5"));
	});
});

describe("the time of a replay", () => {
	test("is that of the session, without what of its gaps is over three seconds", () => {
		const { replay } = open({ items: oneTurn() });
		// 1 s to the thought, 0.12 s of it and 1.88 s of silence, 12 s of a message, and 3 s for each of the gaps: 15 s until
		// the call, an hour until the answer, 10 s of the call; then 1 s to the last word, and 0.06 s of it, and 0.94 s.
		expect(replay.duration).toBeCloseTo(1_000 + 2_000 + 12_000 + 3_000 + 3_000 + 3_000 + 1_000 + 1_000);
	});

	test("goes on with the clock while it plays, as fast as it is told, and ends at the end", async () => {
		const { clock, replay } = open({ items: oneTurn() });
		replay.play();
		expect(replay.get().playing).toBe(true);
		await clock.advance(992);
		expect(replay.get().time).toBeCloseTo(992, -1.5);
		replay.setSpeed(4);
		await clock.advance(992);
		expect(replay.get().time).toBeCloseTo(5 * 992, -2.5);
		replay.pause();
		const { time } = replay.get();
		await clock.advance(5_000);
		expect(replay.get().time).toBe(time);
		expect(clock.pending()).toBe(0);
		replay.play();
		await clock.advance(60_000);
		expect(replay.get()).toMatchObject({ time: replay.duration, playing: false });
		expect(clock.pending()).toBe(0);
		replay.play();
		expect(replay.get().time).toBe(0);
	});

	test("does not play the time in which the machine slept", async () => {
		const clock = createFakeClock();
		let wake = () => {};
		const schedule = (callback: () => void) => {
			wake = callback;
			return () => {};
		};
		const sleeping = createReplay({ items: oneTurn() }, { clock, schedule });
		sleeping.play();
		await clock.advance(3_600_000);
		wake();
		expect(sleeping.get()).toMatchObject({ time: 1_000, playing: true });
	});

	test("stays within the replay, however far somebody seeks", () => {
		const { replay } = open({ items: oneTurn() });
		for (const [wanted, time] of [
			[-5, 0],
			[Number.NaN, 0],
			[1e12, replay.duration],
		] as const) {
			replay.seek(wanted);
			expect(replay.get().time).toBe(time);
		}
		replay.setSpeed(100);
		expect(replay.get().speed).toBe(16);
		replay.setSpeed(0);
		expect(replay.get().speed).toBe(0.5);
	});
});

describe("the marks of a replay", () => {
	const failed = { status: "failed", createdAt: START + 3_000, endedAt: START + 4_000 } as const;
	const error = { code: "internal", message: "The agent failed." } as const;
	const result = turnResult(START, START + 6_000, { stopReason: null, error });
	const items = [
		prompt(1, { turnId: "turn-1", createdAt: START, state: "failed", result, text: "Fix it" }),
		approval(2, { turnId: "turn-1", createdAt: START + 1_000 }),
		call(3, { turnId: "turn-1", ...failed }),
		message(4, { turnId: "turn-1", createdAt: START + 5_000 }),
	];

	test("are prompts, approvals and failures, each at the moment at which it is seen", () => {
		const { replay } = open({ items });
		expect(replay.marks).toMatchObject([
			{ kind: "prompt", itemId: "item-1", at: START, time: 0, text: "Fix it" },
			{ kind: "approval", itemId: "item-2", at: START + 1_000, text: "Run" },
			{ kind: "failure", itemId: "item-3", at: START + 4_000, text: "Call 3" },
			{ kind: "failure", itemId: "item-1", at: START + 6_000, text: "The agent failed." },
		]);
		for (const mark of replay.marks) {
			replay.goToMark(mark);
			expect(replay.get()).toMatchObject({ time: mark.time, at: mark.at, target: { itemId: mark.itemId } });
			expect(replay.store.get().items.has(mark.itemId)).toBe(true);
		}
		expect(item(replay, "prompt", "item-1")).toMatchObject({ state: "failed" });
	});

	test("are no failures for calls that were not allowed", () => {
		const toolCall = { ...approval(2).toolCall, toolCallId: "call-3" };
		const options = [{ optionId: "no", name: "Deny", optionKind: "reject_once" }] as const;
		const rejected = { status: "answered", optionId: "no", answeredAt: START + 2_000 } as const;
		const calls = (state: ApprovalItem["state"]) => [
			approval(2, { turnId: "turn-1", createdAt: START + 1_000, toolCall, options, state }),
			call(3, { turnId: "turn-1", toolCallId: "call-3", ...failed }),
			call(4, { turnId: "turn-2", toolCallId: "call-3", ...failed, createdAt: START + 5_000, endedAt: START + 6_000 }),
		];
		const failuresOf = (state: ApprovalItem["state"]) =>
			open({ items: calls(state) }).replay.marks.flatMap(({ kind, itemId }) => (kind === "failure" ? [itemId] : []));
		expect(failuresOf({ ...rejected, by: null })).toEqual(["item-4"]);
		expect(failuresOf({ status: "pending" })).toEqual(["item-3", "item-4"]);
		const allowed = approval(5, {
			turnId: "turn-1",
			createdAt: START + 2_500,
			toolCall,
			state: { ...rejected, by: null, optionId: "yes" },
		});
		const { marks } = open({ items: [...calls({ ...rejected, by: null }), allowed] }).replay;
		expect(marks.filter(({ kind }) => kind === "failure")).toHaveLength(2);
	});

	test("can be gone through, all or those of a kind", () => {
		const { replay } = open({ items });
		expect(replay.goToNextMark()).toBe(replay.marks[1]);
		expect(replay.goToNextMark("failure")).toBe(replay.marks[2]);
		expect(replay.goToNextMark()).toBe(replay.marks[3]);
		expect(replay.goToNextMark()).toBeNull();
		expect(replay.goToPreviousMark("prompt")).toBe(replay.marks[0]);
		expect(replay.goToPreviousMark()).toBeNull();
	});

	test("that were just passed are not the one before, while it plays", async () => {
		const { clock, replay } = open({ items });
		replay.seek(3_500);
		replay.play();
		await clock.advance(800);
		expect(replay.goToPreviousMark()).toBe(replay.marks[1]);
		// It follows the end of the timeline, as before.
		expect(replay.get()).toMatchObject({ playing: true, target: { itemId: null } });
	});
});

describe("at the end", () => {
	test.each([1, 2, 3, 4, 5, 6, 7, 8])(
		"the state equals the transcript, however it got there (session %i)",
		async (seed) => {
			const random = createRandom(seed);
			const items = randomSession(random, 25);
			const { clock, replay } = open({ items });
			for (let jump = 0; jump < 30; jump++) {
				replay.seek(random() * replay.duration);
				const { at } = replay.get();
				const visible = shown(replay);
				// What is shown is always the beginning of the transcript, and never of the future.
				expect(visible.map((shownItem) => shownItem?.id)).toEqual(items.slice(0, visible.length).map(({ id }) => id));
				expect(replay.store.get().approvals.every(({ state }) => state.status === "pending")).toBe(true);
				expect(visible.every((one) => one && one.createdAt <= at)).toBe(true);
			}
			replay.setSpeed(16);
			replay.seek(replay.duration * 0.9);
			replay.play();
			await clock.advance(replay.duration);
			expect(replay.get()).toMatchObject({ time: replay.duration, playing: false });
			expect(shown(replay)).toEqual(items);
			expect(shown(replay).every((one, index) => one === items[index])).toBe(true);
		},
	);

	test("playing shows at each moment what a jump to it shows", async () => {
		const items = randomSession(createRandom(42), 20);
		const played = open({ items });
		const jumped = open({ items });
		played.replay.setSpeed(16);
		played.replay.play();
		while (played.replay.get().playing) {
			await played.clock.advance(160);
			jumped.replay.seek(0);
			jumped.replay.seek(played.replay.get().time);
			expect(shown(played.replay)).toEqual(shown(jumped.replay));
			const { turn, approvals, questions } = played.replay.store.get();
			expect(jumped.replay.store.get()).toMatchObject({ turn, approvals, questions });
		}
	});

	test("a session that still ran has its turn, its open text and what it waits for", () => {
		const items = [
			prompt(1, { turnId: "turn-1", createdAt: START, state: "running" }),
			approval(2, { turnId: "turn-1", createdAt: START + 1_000 }),
			message(3, { turnId: "turn-1", createdAt: START + 1_500, text: "I am", open: true }),
		];
		const { replay } = open({ items });
		replay.seek(replay.duration);
		expect(shown(replay)).toEqual(items);
		const { turn, approvals } = replay.store.get();
		expect(turn).toMatchObject({ id: "turn-1", promptId: "item-1" });
		expect(approvals).toEqual([items[1]]);
	});
});

describe("a replay", () => {
	test("of nothing has no length, and does not play", () => {
		const { replay } = open({ items: [] });
		expect([replay.duration, replay.marks]).toEqual([0, []]);
		replay.play();
		expect(replay.get()).toMatchObject({ playing: false, time: 0 });
		expect(replay.store.get()).toMatchObject({ loaded: true, itemIds: [] });
	});

	test("takes items in any order, each once, without prompts that still wait", () => {
		const [first, ...others] = oneTurn();
		const { replay } = open({ items: [...others, prompt(9), first as TimelineItem, first as TimelineItem] });
		replay.seek(replay.duration);
		expect(shown(replay)).toEqual(oneTurn());
	});

	test("changes nothing, and says so", async () => {
		const { replay } = open({ items: oneTurn() });
		expect(replay.store.get().self).toMatchObject({ role: "viewer", allowedActions: [] });
		await expect(replay.store.prompt("Go on")).rejects.toMatchObject({ code: "forbidden" });
		await expect(replay.store.answerApproval("item-5", "yes")).rejects.toMatchObject({ code: "forbidden" });
		await expect(replay.store.readContent("picture")).rejects.toMatchObject({ code: "not_found" });
		await expect(replay.store.loadItem("item-9")).rejects.toMatchObject({ code: "not_found" });
	});

	test("takes pictures from where the caller has them", async () => {
		const bytes = new Uint8Array([1]);
		const replay = createReplay({ items: oneTurn() }, { readContent: () => Promise.resolve(bytes) });
		expect(await replay.store.readContent("picture")).toBe(bytes);
	});

	test("knows the session from the transcript", () => {
		const { replay } = open({
			items: oneTurn(),
			workspaceId: "acme/web",
			title: "Fix it",
			agent: "claude",
			folder: "/w",
		});
		const { workspaceId, session } = replay.store.get();
		expect(workspaceId).toBe("acme/web");
		expect(session).toMatchObject({ title: "Fix it", agent: "claude", cwd: "/w", state: { status: "ready" } });
	});
});

describe("a replay of 100,000 items", () => {
	const turns = 25_000;
	const items = Array.from({ length: turns }, (_, turn) => {
		const at = START + turn * 10_000;
		const turnId = `turn-${turn}`;
		const order = turn * 4 + 1;
		return [
			prompt(order, { turnId, createdAt: at, state: "done", result: turnResult(at, at + 9_000) }),
			thought(order + 1, { turnId, createdAt: at + 500, endedAt: at + 2_000 }),
			call(order + 2, { turnId, createdAt: at + 2_000, endedAt: at + 5_000 }),
			message(order + 3, { turnId, createdAt: at + 5_000, text: "word ".repeat(60) }),
		];
	}).flat();
	const { clock, replay } = open({ items });

	test("loads the newest of a moment, and older ones on demand", async () => {
		replay.seek(replay.duration / 2);
		const { itemIds, hasOlder } = replay.store.get();
		expect(hasOlder).toBe(true);
		expect(itemIds).toHaveLength(300);
		await replay.store.loadOlder();
		expect(replay.store.get().itemIds).toHaveLength(500);
		expect(replay.store.get().itemIds.slice(200)).toEqual(itemIds);
	});

	test("releases the oldest while it plays, unless somebody reads there", async () => {
		replay.seek(replay.duration / 2);
		replay.setSpeed(16);
		replay.play();
		replay.store.setReading(false);
		await clock.advance(200_000);
		expect(replay.store.get().itemIds.length).toBeGreaterThan(1_000);
		replay.store.setReading(true);
		await clock.advance(100);
		expect(replay.store.get().itemIds.length).toBeLessThan(400);
		replay.pause();
	});

	test("costs per frame what changes, and little for a jump", async () => {
		replay.seek(replay.duration / 2);
		replay.play();
		const { time } = replay.get();
		const frames = Array.from({ length: 200 }, (_, frame) => time + frame * 33);
		const perFrame = cpuTime(() => {
			for (const frame of frames) replay.seek(frame);
		});
		expect(perFrame / frames.length).toBeLessThan(2);
		const random = createRandom(1);
		const perJump = cpuTime(() => {
			for (let jump = 0; jump < 20; jump++) replay.seek(random() * replay.duration);
		});
		expect(perJump / 20).toBeLessThan(50);
		replay.pause();
	});
});
