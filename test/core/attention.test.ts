import { describe, expect, test } from "vitest";
import { type Attention, selectAttention, type WorkspaceState } from "../../src/core/index.ts";
import type { PromptItem, QuestionItem, Role, Self, TimelineItem, TurnResult } from "../../src/protocol/index.ts";
import type { MemoryPerson, TurnScript } from "../../src/testing/index.ts";
import { DEFAULT_SESSION } from "../../src/testing/memoryWorkspaceState.ts";
import { createStorage } from "./createStorage.ts";
import { createVisibility } from "./createVisibility.ts";
import { approval, message, prompt, stateOf } from "./items.ts";
import { ADA, BEN, createTestStore, startStore } from "./startStore.ts";

const ada: Self = { ...ADA, role: "approver", allowedActions: ["prompt", "answerApproval", "answerQuestion"] };
const waiting = (items: readonly TimelineItem[], change: Partial<WorkspaceState> = {}) =>
	selectAttention(stateOf(items, { self: ada, ...change }));
const kinds = (attention: readonly Attention[]) => attention.map(({ id }) => id);

const question = (order: number): QuestionItem => ({
	id: `item-${order}`,
	order,
	seq: order,
	turnId: null,
	createdAt: 7,
	kind: "question",
	message: "Which database?",
	request: { type: "form", fields: [] },
	state: { status: "pending" },
});
const result: TurnResult = {
	stopReason: "end_turn",
	error: null,
	endedAt: 100,
	durationMs: 10,
	files: [],
	toolCalls: 0,
	commands: 0,
	approvals: 0,
	usage: null,
};
const ended = (order: number, endedAt: number, change: Partial<PromptItem> = {}) =>
	prompt(order, { by: ADA, state: "done", turnId: `turn-${order}`, result: { ...result, endedAt }, ...change });

test("nothing waits before the workspace is loaded", () => {
	expect(waiting([approval(1)], { loaded: false })).toEqual([]);
	expect(waiting([approval(1)], { self: null })).toEqual([]);
});

describe("a permission request", () => {
	test("waits for everybody who may answer it", () => {
		const expected = { id: "approval:item-1", kind: "approval", itemId: "item-1", since: 5, text: "Run" };
		expect(waiting([approval(1, { createdAt: 5 })])).toEqual([expected]);
		const self: Self = { ...ada, allowedActions: ["prompt"] };
		expect(waiting([approval(1)], { self })).toEqual([]);
	});

	test("waits for nobody else once somebody is on it", () => {
		const claimed = (by: MemoryPerson) => approval(1, { claim: { by: { userId: by.userId, name: by.name }, at: 1 } });
		expect(kinds(waiting([claimed(BEN)]))).toEqual([]);
		expect(kinds(waiting([claimed(ADA)]))).toEqual(["approval:item-1"]);
	});

	test.each<[Role, readonly string[]]>([
		["approver", []],
		["owner", ["approval:item-1"]],
	])("that needs an owner, for a person with the role %s", (role, expected) => {
		const needsOwner = approval(1, { requirements: { role: "owner", approvers: 1 } });
		expect(kinds(waiting([needsOwner], { self: { ...ada, role } }))).toEqual(expected);
	});

	test("waits no longer for those who have allowed it, and again when their vote no longer counts", () => {
		const requirements = { role: "approver", approvers: 2 } as const;
		const votes = [{ by: ADA, optionId: "yes", at: 1 }];
		expect(waiting([approval(1, { requirements, votes })])).toEqual([]);
		expect(kinds(waiting([approval(1, { requirements, votes: [{ by: BEN, optionId: "yes", at: 1 }] })]))).toHaveLength(
			1,
		);
		expect(kinds(waiting([approval(1, { requirements, votes: [] })]))).toHaveLength(1);
	});

	test("waits no longer when it is settled", () => {
		const state = { status: "answered", optionId: "yes", by: BEN, answeredAt: 1 } as const;
		expect(waiting([approval(1, { state })])).toEqual([]);
	});
});

test("a question waits for those who may answer it", () => {
	const expected = { id: "question:item-1", kind: "question", itemId: "item-1", since: 7, text: "Which database?" };
	expect(waiting([question(1)])).toEqual([expected]);
	expect(waiting([question(1)], { self: { ...ada, allowedActions: ["prompt"] } })).toEqual([]);
});

test("a suggestion of somebody else waits for those who may send it, and not while another person has the wheel", () => {
	const self: Self = { ...ada, allowedActions: ["prompt", "sendSuggestion"] };
	const suggestion = prompt(1, { by: BEN, state: "queued", suggestion: { needs: "editor" } });
	expect(kinds(waiting([suggestion], { self }))).toEqual(["suggestion:item-1"]);
	expect(waiting([suggestion])).toEqual([]);
	expect(waiting([{ ...suggestion, by: ADA }], { self })).toEqual([]);
	const wheel = { by: BEN, until: 1, asked: [] };
	const session = { ...DEFAULT_SESSION, wheel };
	expect(waiting([suggestion], { self, session })).toEqual([]);
	const stuck = {
		...DEFAULT_SESSION,
		state: { status: "failed", error: { code: "internal", message: "x" }, retryAt: null },
	} as const;
	expect(kinds(waiting([{ ...suggestion, by: ADA }], { self, session: stuck }))).toEqual([]);
});

test("somebody who asks for the wheel waits for its holder, under an id of their own for each request", () => {
	const asked = [
		{ ...BEN, at: 7 },
		{ userId: "cleo", name: "Cleo", at: 9 },
	];
	const session = { ...DEFAULT_SESSION, wheel: { by: ADA, until: 1, asked } };
	expect(waiting([], { session })).toEqual([
		{ id: "wheel:ada:ben:7", kind: "wheel_request", itemId: null, since: 7, text: "Ben" },
		{ id: "wheel:ada:cleo:9", kind: "wheel_request", itemId: null, since: 9, text: "Cleo" },
	]);
	const ofBen = { ...session, wheel: { ...session.wheel, by: BEN } };
	expect(waiting([], { session: ofBen })).toEqual([]);
	expect(waiting([], { session: { ...session, wheel: null } })).toEqual([]);
});

describe("the end of a turn", () => {
	test("waits for its author since they have looked away", () => {
		const items = [ended(1, 40), ended(2, 60), ended(3, 70, { state: "failed" }), message(4)];
		expect(waiting(items)).toEqual([]);
		expect(waiting(items, { lookedAt: 50 })).toEqual([
			{ id: "turn:item-2", kind: "turn_finished", itemId: "item-2", since: 60, text: "Do it" },
			{ id: "turn:item-3", kind: "turn_failed", itemId: "item-3", since: 70, text: "Do it" },
		]);
		expect(waiting(items, { lookedAt: 80 })).toEqual([]);
	});

	test("is compared by the clock of the workspace", () => {
		expect(waiting([ended(1, 60)], { lookedAt: 50, clockOffsetMs: 20 })).toEqual([]);
		expect(kinds(waiting([ended(1, 60)], { lookedAt: 50, clockOffsetMs: -20 }))).toEqual(["turn:item-1"]);
	});

	test("does not wait for others, nor for the person who has stopped it", () => {
		expect(waiting([ended(1, 60, { by: BEN })], { lookedAt: 50 })).toEqual([]);
		const stoppedBy = (person: typeof ADA) =>
			ended(1, 60, { state: "cancelled", result: { ...result, endedAt: 60, stoppedBy: person } });
		expect(waiting([stoppedBy(ADA)], { lookedAt: 50 })).toEqual([]);
		expect(kinds(waiting([stoppedBy(BEN)], { lookedAt: 50 }))).toEqual(["turn:item-1"]);
	});

	test("waits for whoever has sent the suggestion as well as for its author", () => {
		expect(kinds(waiting([ended(1, 60, { by: BEN, sentBy: ADA })], { lookedAt: 50 }))).toEqual(["turn:item-1"]);
		expect(kinds(waiting([ended(1, 60, { sentBy: BEN })], { lookedAt: 50 }))).toEqual(["turn:item-1"]);
		expect(kinds(waiting([ended(1, 60, { sentBy: ADA })], { lookedAt: 50 }))).toEqual(["turn:item-1"]);
	});

	test("that a crash has cut off is as late as its notice", () => {
		const interrupted = prompt(1, { by: ADA, state: "interrupted", turnId: "turn-1" });
		const notice: TimelineItem = {
			...message(2),
			kind: "notice",
			turnId: "turn-1",
			createdAt: 60,
			level: "warning",
			code: "turn_interrupted",
			message: "The workspace restarted during this turn.",
		};
		const expected = { id: "turn:item-1", kind: "turn_failed", itemId: "item-1", since: 60, text: "Do it" };
		expect(waiting([interrupted, notice], { lookedAt: 50 })).toEqual([expected]);
		expect(waiting([interrupted, notice], { lookedAt: 70 })).toEqual([]);
	});
});

describe("a note or a prompt that names a person", () => {
	const named = { by: BEN, text: "@Ada, look", mentions: [ADA], createdAt: 50, state: "running" } as const;
	const read = { order: 1, at: 20 };

	test("waits until they have read it, here or elsewhere, whether they look or not", () => {
		for (const lookedAt of [null, 30]) {
			expect(kinds(waiting([prompt(2, named)], { read, lookedAt }))).toEqual(["mention:item-2"]);
			expect(waiting([prompt(2, named)], { read: { order: 2, at: 60 }, lookedAt })).toEqual([]);
		}
	});

	test("does not wait for others, for its author, or once it is withdrawn", () => {
		expect(waiting([prompt(2, { ...named, mentions: [BEN] })], { read })).toEqual([]);
		expect(waiting([prompt(2, { ...named, by: ADA })], { read })).toEqual([]);
		expect(waiting([prompt(2, { ...named, state: "withdrawn" })], { read })).toEqual([]);
	});

	test("that waits in the queue waits for those who look elsewhere", () => {
		const queue = [prompt(3, { ...named, state: "queued" })];
		expect(kinds(waiting([], { read, queue, lookedAt: 30 }))).toEqual(["mention:item-3"]);
		expect(waiting([], { read, queue, lookedAt: null })).toEqual([]);
	});
});

test("the end of a turn that was read in another tab waits no longer", () => {
	expect(kinds(waiting([ended(1, 100)], { lookedAt: 50 }))).toEqual(["turn:item-1"]);
	expect(waiting([ended(1, 100)], { lookedAt: 50, read: { order: 1, at: 120 } })).toEqual([]);
});

describe("a prompt is stuck", () => {
	const error = { code: "queue_full", message: "The queue is full." } as const;
	const unsent = { clientId: "mine", text: "Next", createdAt: 30 } as const;

	test("when it was refused", () => {
		const outbox = [{ ...unsent, status: "failed", error } as const];
		const expected = { id: "prompt:mine", kind: "prompt_stuck", itemId: null, since: 50, text: "Next" };
		expect(waiting([], { outbox, clockOffsetMs: 20 })).toEqual([expected]);
		expect(waiting([], { outbox: [{ ...unsent, status: "sending", error: null }] })).toEqual([]);
	});

	test("when it waits for a session that has failed", () => {
		const items = [prompt(1, { by: ADA, createdAt: 30 }), prompt(2)];
		const session = { state: { status: "failed", error, retryAt: null } } as unknown as WorkspaceState["session"];
		const expected = { id: "prompt:client-1", kind: "prompt_stuck", itemId: "item-1", since: 30, text: "Do it" };
		expect(waiting(items, { session })).toEqual([expected]);
		expect(waiting(items)).toEqual([]);
		expect(kinds(waiting([prompt(1, { sentBy: ADA })], { session }))).toEqual(["prompt:client-1"]);
	});
});

const askOnce: TurnScript = async (_prompt, agent) => {
	const call = { toolCallId: "1", title: "Run the tests", toolKind: "execute" } as const;
	await agent.requestPermission(call);
};

/** Ben's store, whose page a test hides. */
async function openBen(
	started: Awaited<ReturnType<typeof startStore>>,
	tabStorage = createStorage(),
	person: MemoryPerson = BEN,
) {
	const visibility = createVisibility();
	const connect = started.workspace.connect(person);
	const store = createTestStore({ connect, clock: started.clock, storage: createStorage(), tabStorage, visibility });
	const seen: string[] = [];
	store.subscribeAttention(({ id, kind }) => seen.push(`${kind} ${id}`));
	const stop = store.start();
	await started.clock.settle();
	return { store, seen, stop, tabStorage, visibility };
}

describe("reports", () => {
	test("tell each person once what waits for them, and end for all when one answers", async () => {
		const started = await startStore({ workspace: { onPrompt: askOnce } });
		const ben = await openBen(started);
		await started.store.prompt("Test it");
		await started.clock.settle();
		const [pending] = ben.store.get().approvals;
		expect(ben.seen).toEqual([`approval approval:${pending?.id}`]);
		expect(kinds(selectAttention(started.store.get()))).toHaveLength(1);
		await started.store.answerApproval(pending?.id ?? "", "allow");
		await started.clock.settle();
		expect(selectAttention(ben.store.get())).toEqual([]);
		expect(ben.seen).toHaveLength(1);
	});

	test("do not tell it again after a reload, but in another tab", async () => {
		const started = await startStore({ workspace: { onPrompt: askOnce } });
		const first = await openBen(started);
		await started.store.prompt("Test it");
		await started.clock.settle();
		first.stop();
		const reloaded = await openBen(started, first.tabStorage);
		expect([first.seen, reloaded.seen]).toEqual([[expect.stringMatching(/^approval /)], []]);
		expect(selectAttention(reloaded.store.get())).toHaveLength(1);
		expect((await openBen(started)).seen).toEqual(first.seen);
	});

	test("do not tell another person of the same tab what they were told", async () => {
		const started = await startStore({ workspace: { onPrompt: askOnce } });
		const tab = createStorage();
		await started.store.prompt("Test it");
		const ben = await openBen(started, tab);
		const cleo = await openBen(started, tab, { userId: "cleo", name: "Cleo" });
		expect(ben.seen).toHaveLength(1);
		expect(cleo.seen).toEqual(ben.seen);
	});

	test("tell it once, however often the session fails and is started again", async () => {
		const started = await startStore({ workspace: { onPrompt: (_prompt, agent) => agent.wait(1_000_000) } });
		const ben = await openBen(started);
		await started.store.prompt("Long");
		await ben.store.prompt("Then this");
		const error = { code: "sandbox_unreachable", message: "The sandbox does not answer." } as const;
		for (const _ of [1, 2]) {
			started.workspace.apply({ kind: "session", change: { state: { status: "failed", error, retryAt: 1 } } });
			await started.clock.settle();
			started.workspace.apply({ kind: "session", change: { state: { status: "starting", since: 0 } } });
			await started.clock.settle();
		}
		expect(ben.seen).toEqual([expect.stringMatching(/^prompt_stuck prompt:/)]);
	});

	test("tell the end of a turn that nobody looked at, until they look", async () => {
		const started = await startStore({ workspace: { onPrompt: (_prompt, agent) => agent.wait(1_000) } });
		const ben = await openBen(started);
		await ben.store.prompt("Slowly");
		ben.visibility.hide();
		await started.clock.advance(2_000);
		expect(ben.seen).toEqual([expect.stringMatching(/^turn_finished turn:/)]);
		expect(selectAttention(ben.store.get())).toHaveLength(1);

		// Still hidden after a reload, and not told again.
		ben.stop();
		const hidden = createVisibility();
		hidden.hide();
		const connect = started.workspace.connect(BEN);
		const { clock } = started;
		const { tabStorage } = ben;
		const reloaded = createTestStore({ connect, clock, storage: createStorage(), tabStorage, visibility: hidden });
		const seen: string[] = [];
		reloaded.subscribeAttention(({ id }) => seen.push(id));
		reloaded.start();
		await clock.settle();
		expect(kinds(selectAttention(reloaded.get()))).toHaveLength(1);
		hidden.show();
		expect(selectAttention(reloaded.get())).toEqual([]);
		expect(seen).toEqual([]);
	});

	test("tell nothing about a turn that its person has watched", async () => {
		const started = await startStore();
		const ben = await openBen(started);
		await ben.store.prompt("Quickly");
		await started.clock.advance(2_000);
		ben.visibility.hide();
		await started.clock.advance(2_000);
		expect(ben.seen).toEqual([]);
		expect(selectAttention(ben.store.get())).toEqual([]);
	});

	test("go to every listener, and to none that has unsubscribed", async () => {
		const started = await startStore({ workspace: { onPrompt: askOnce } });
		const ben = await openBen(started);
		const [seen, ended]: [string[], string[]] = [[], []];
		ben.store.subscribeAttention(({ kind }) => seen.push(kind));
		ben.store.subscribeAttention(({ kind }) => ended.push(kind))();
		await started.store.prompt("Test it");
		await started.clock.settle();
		expect([seen, ended, ben.seen.length]).toEqual([["approval"], [], 1]);
	});
});
