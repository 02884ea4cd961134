import { describe, expect, test } from "vitest";
import type { WorkspaceState } from "../../src/core/index.ts";
import { PROTOCOL_VERSION, type ReadMark } from "../../src/protocol/index.ts";
import type { ConnectionHarness } from "./connectionHarness.ts";
import type { OpenStore } from "./openStore.ts";
import { endedPrompt } from "./seen.ts";
import { setUpContract } from "./setUpContract.ts";
import { until } from "./until.ts";

const newestOrder = ({ itemIds, items }: WorkspaceState) => items.get(itemIds.at(-1) ?? "")?.order ?? 0;

/** How a workspace remembers what each person has read, as tests that every workspace passes. */
export function describeUnread(name: string, startHarness: () => Promise<ConnectionHarness>): void {
	const workspaceId = "unread";
	const contract = setUpContract(workspaceId, startHarness);
	const join = (userId: string) => contract.join({ userId, name: userId, role: "viewer" });

	/** The mark as a page that opens now receives it. */
	const readMark = async (store: OpenStore): Promise<ReadMark | null> =>
		(await store.call("sync", { protocol: PROTOCOL_VERSION, have: null, limit: 1 })).read ?? null;

	/** Another person's turn. Returns the place of the newest item after it. */
	const runTurn = async (by = "ben"): Promise<number> => {
		const store = await contract.join({ userId: by, name: by });
		const { promptId } = await store.prompt(contract.harness.prompts.stream);
		await store.until((state) => endedPrompt(state, promptId), "the end");
		return newestOrder(store.get());
	};

	/** A connection of a person, and the marks that it receives. */
	const listen = async (userId: string) => {
		const marks: unknown[] = [];
		const watchers = new Set<() => void>();
		const opened = Promise.withResolvers<void>();
		const connection = contract.harness.connect(workspaceId, { userId, name: userId })({
			onOpen: opened.resolve,
			onLost: () => {},
			onRefused: opened.reject,
			onPatches: () => {},
			onHead: () => {},
			onRead(mark) {
				marks.push(mark);
				for (const watch of [...watchers]) watch();
			},
		});
		contract.onEnd(() => connection.close());
		await opened.promise;
		const subscribe = (watch: () => void) => {
			watchers.add(watch);
			return () => void watchers.delete(watch);
		};
		return { marks, first: () => until(subscribe, () => marks[0], "a mark") };
	};

	describe(`${name}: what a person has read`, () => {
		test("is not known of somebody who was never here", async () => {
			expect(await readMark(await join("newcomer"))).toBeNull();
		});

		test("is remembered for each person, never goes back, and goes no further than the newest item", async () => {
			// The timeline says that they have joined, so before the turn.
			const [ada, cleo] = [await join("ada"), await join("cleo")];
			const newest = await runTurn();
			const first = await ada.call("markRead", { order: newest - 1 });
			expect(first).toEqual({ order: newest - 1, at: expect.any(Number) });
			expect(await ada.call("markRead", { order: 0 })).toEqual(first);
			expect(await readMark(ada)).toEqual(first);
			const last = await ada.call("markRead", { order: newest + 1_000 });
			expect(last.order).toBe(newest);
			expect(await readMark(ada)).toEqual(last);
			expect(await readMark(cleo)).toBeNull();
		});

		test("is the same after a repeat", async () => {
			const newest = await runTurn();
			const dora = await join("dora");
			const marks = await Promise.all([1, 2, 3].map(() => dora.call("markRead", { order: newest })));
			expect(new Set(marks.map(({ order }) => order))).toEqual(new Set([newest]));
			expect(await readMark(dora)).toMatchObject({ order: newest });
		});

		test("is sent to the other windows of the person, and to nobody else", async () => {
			const newest = await runTurn();
			const [window, other] = [await listen("emil"), await listen("fay")];
			const emil = await join("emil");
			const mark = await emil.call("markRead", { order: newest });
			expect(await window.first()).toEqual(mark);
			const fay = await join("fay");
			await fay.call("markRead", { order: newest });
			await other.first();
			expect(other.marks).toHaveLength(1);
			expect(window.marks).toHaveLength(1);
		});
	});

	describe(`${name}: what has happened since`, () => {
		test("is counted as a person would", async () => {
			const gus = await join("gus");
			const since = await gus.call("markRead", { order: await runTurn() });
			expect(await gus.call("getUnreadSummary", since)).toMatchObject({ count: 0, turns: 0, isPartial: false });
			await runTurn("hana");
			// The prompt, and the answer.
			const none = { failures: 0, files: 0, approvals: 0, notes: 0, mentions: 0, isPartial: false };
			const expected = { count: 2, turns: 1, ...none };
			expect(await gus.call("getUnreadSummary", since)).toEqual(expected);
			const hana = await join("hana");
			expect(await hana.call("getUnreadSummary", since)).toEqual({ ...expected, count: 1 });
			const kim = await contract.join({ userId: "kim", name: "Kim" });
			await kim.addNote("@gus, look", { mentions: [{ userId: "gus", name: "gus" }] });
			const more = { count: 3, notes: 1, mentions: 1 };
			expect(await gus.call("getUnreadSummary", since)).toEqual({ ...expected, ...more });
		});

		test("has the permission requests, and the turn that ran when the person left", async () => {
			const ivo = await contract.join({ userId: "ivo", name: "Ivo" });
			const { promptId } = await ivo.prompt(contract.harness.prompts.ask);
			const asked = await ivo.until(({ approvals }) => approvals[0], "the agent to ask");
			const since = await ivo.call("markRead", { order: asked.order - 1 });
			await ivo.answerApproval(asked.id, asked.options[0]?.optionId ?? "");
			await ivo.until((state) => endedPrompt(state, promptId), "the end");
			expect(await ivo.call("getUnreadSummary", since)).toMatchObject({ turns: 1, approvals: 1, failures: 0 });
		});
	});
}
