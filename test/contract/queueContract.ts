import { describe, expect, test } from "vitest";
import type { WorkspaceState } from "../../src/core/index.ts";
import { createClientId } from "../../src/core/platform/browser.ts";
import { PROTOCOL_VERSION } from "../../src/protocol/index.ts";
import type { ConnectionHarness, ContractPerson } from "./connectionHarness.ts";
import { DEADLINE } from "./deadline.ts";
import { openProbe } from "./openProbe.ts";
import type { OpenStore } from "./openStore.ts";
import { endedPrompt, pendingApproval } from "./seen.ts";
import { setUpContract } from "./setUpContract.ts";

const ADA = { userId: "ada", name: "Ada" };
const BEN = { userId: "ben", name: "Ben" };
const EDITOR = { userId: "cleo", name: "Cleo", role: "editor" } as const;

/** The contract of the queue, as tests that every workspace passes. */
export function describeQueue(name: string, startHarness: () => Promise<ConnectionHarness>): void {
	// One workspace for all tests: starting one is slow on a busy machine.
	const workspaceId = "queue";
	const contract = setUpContract(workspaceId, startHarness, async () => clear(await join(ADA)));
	const { join } = contract;

	const open = <People extends readonly ContractPerson[]>(...people: People) =>
		Promise.all(people.map(join)) as Promise<{ [Index in keyof People]: OpenStore }>;
	/** Starts a long turn, with queued prompts behind it. */
	const keepBusy = async (store: OpenStore, ...texts: readonly string[]) => {
		const { promptId } = await store.prompt(contract.harness.prompts.long);
		await store.until(({ turn }) => turn?.promptId === promptId, "the turn to begin");
		const waiting: string[] = [];
		for (const text of texts) waiting.push((await store.prompt(text)).promptId);
		return { promptId, waiting };
	};

	describe(`${name}: metadata of the host`, () => {
		const TEAM = { team: "web", tags: ["a", "b"] };

		test("is shown with its person, and with the prompt it was sent with, to everybody", async () => {
			const [ada, ben] = await open({ ...ADA, metadata: TEAM }, BEN);
			await keepBusy(ada);
			const metadata = { ticket: 7, link: null, broken: "half \ud83d" };
			const { promptId } = await ada.prompt("With a ticket", { metadata });
			await ben.until(({ queue }) => queue.some(({ id }) => id === promptId), "the prompt to be queued");
			expect(ben.get().queue[0]).toMatchObject({
				by: { userId: "ada", metadata: TEAM },
				metadata: { ticket: 7, link: null, broken: "half \ufffd" },
			});
			await ben.until(({ participants }) => participants.length === 2, "both to be present");
			expect(ben.get().participants).toContainEqual(expect.objectContaining({ userId: "ada", metadata: TEAM }));
			expect(ben.get().participants).toContainEqual({ ...BEN, role: "owner" });
		});

		test.each([
			["is too large", { text: "x".repeat(3_000) }],
			["holds what JSON cannot", { count: 1n } as never],
			["is a list", [1] as never],
			["is a date", new Date(0) as never],
			["has no JSON", { toJSON: () => undefined } as never],
		])("is refused when it %s, and later prompts go through", async (_, metadata) => {
			const [ada] = await open(ADA);
			await expect(ada.prompt("Refused", { metadata })).rejects.toMatchObject({ code: "invalid_argument" });
			expect(ada.get().outbox).toEqual([]);
			await expect(ada.prompt("Accepted")).resolves.toMatchObject({ position: 0 });
		});

		test("is refused by the workspace, too", async () => {
			const [ada] = await open(ADA);
			const request = { clientId: createClientId(), text: "Refused", metadata: { text: "x".repeat(3_000) } };
			await expect(ada.call("prompt", request)).rejects.toMatchObject({ code: "invalid_argument" });
		});

		test("stays whole beside a text that is truncated for the wire", async () => {
			const [ada, ben] = await open({ ...ADA, metadata: TEAM }, BEN);
			await keepBusy(ada);
			const metadata = { token: "t".repeat(1_500), list: Array.from({ length: 60 }, (_, index) => index) };
			const { promptId } = await ada.prompt("long ".repeat(3_000), { metadata });
			const { queue } = await ben.call("sync", { protocol: PROTOCOL_VERSION, have: null, limit: 1 });
			expect(queue.find(({ id }) => id === promptId)).toMatchObject({ metadata, by: { metadata: TEAM } });
		});
	});

	describe(`${name}: a queued prompt`, () => {
		test("can be edited by its author, for everybody, and keeps its position", async () => {
			const [ada, cleo] = await open(ADA, EDITOR);
			await keepBusy(ada, "one");
			const { promptId } = await cleo.prompt("too");
			await keepPlace(ada, ["one", "too"]);
			await cleo.editPrompt(promptId, "two");
			await keepPlace(ada, ["one", "two"]);
			expect(ada.get().queue[1]).toMatchObject({ by: { name: "Cleo" } });
			expect(ada.get().queue[1]?.editedBy).toBeUndefined();
			await cleo.editPrompt(promptId, "@Dan, two", { mentions: [{ userId: "dan", name: "Dan" }] });
			await cleo.editPrompt(promptId, "@Dan or @Eve");
			const named = await ada.until(({ queue }) => queue.find(({ text }) => text === "@Dan or @Eve"), "the mention");
			expect(named.mentions).toEqual([{ userId: "dan", name: "Dan" }]);
			await cleo.editPrompt(promptId, "two");
			await expect(cleo.editPrompt(promptId, " ")).rejects.toMatchObject({ code: "prompt_empty" });
		});

		test("can be edited by an owner, who is named next to its author", async () => {
			const [ada, cleo] = await open(ADA, EDITOR);
			await keepBusy(ada);
			const { promptId } = await cleo.prompt("one");
			await ada.editPrompt(promptId, "another");
			await keepPlace(cleo, ["another"]);
			expect(cleo.get().queue).toMatchObject([{ by: { name: "Cleo" }, editedBy: { name: "Ada" } }]);
		});

		test("can be edited until it runs, and not afterwards", async () => {
			const [ada] = await open(ADA);
			const { promptId } = await keepBusy(ada);
			await expect(ada.editPrompt(promptId, "late")).rejects.toMatchObject({ code: "prompt_closed" });
			await expect(ada.editPrompt("none", "late")).rejects.toMatchObject({ code: "not_found" });
			expect(ada.get().items.get(promptId)).toMatchObject({ text: contract.harness.prompts.long });
		});

		test("can be moved before others and to the end, and they run in that order", async () => {
			const [ada, ben] = await open(ADA, BEN);
			const { waiting } = await keepBusy(ada, "one", "two", "three");
			const [one = "", two = "", three = ""] = waiting;
			await ada.movePrompt(three, one);
			await keepPlace(ben, ["three", "one", "two"]);
			await ada.movePrompt(one, null);
			await keepPlace(ben, ["three", "two", "one"]);
			await ada.movePrompt(two, one);
			await keepPlace(ben, ["three", "two", "one"]);
			await ada.stop();
			await ben.until((state) => endedPrompt(state, one), "the last to end");
			expect(lastTexts(ben.get(), 3)).toEqual(["three", "two", "one"]);
		});

		test("stays where it is if the prompt it should precede has left the queue", async () => {
			const [ada] = await open(ADA);
			const { promptId, waiting } = await keepBusy(ada, "one", "two");
			await ada.movePrompt(waiting[1] ?? "", promptId);
			await ada.movePrompt(promptId, waiting[0] ?? "");
			await keepPlace(ada, ["one", "two"]);
		});

		test("can be changed only by its author and by owners", async () => {
			const [ada, cleo] = await open(ADA, EDITOR);
			const { waiting } = await keepBusy(ada, "one");
			const [one = ""] = waiting;
			const own = await cleo.prompt("mine");
			const changes = [cleo.editPrompt(one, "other"), cleo.movePrompt(one, null), cleo.withdrawPrompt(one)];
			await Promise.all(changes.map((change) => expect(change).rejects.toMatchObject({ code: "forbidden" })));
			await cleo.movePrompt(own.promptId, one);
			await keepPlace(ada, ["mine", "one"]);
		});

		test("says who has taken it out where that was not its author", async () => {
			const [ada, cleo] = await open(ADA, EDITOR);
			await keepBusy(ada);
			const { promptId } = await cleo.prompt("one");
			await ada.withdrawPrompt(promptId);
			await cleo.until(({ items }) => items.has(promptId), "the prompt to be taken out");
			const withdrawal = { reason: "removed", person: { userId: ADA.userId } };
			expect(cleo.get().items.get(promptId)).toMatchObject({ state: "withdrawn", withdrawal });
		});

		test("moves to the end of the timeline once it is withdrawn", async () => {
			const [ada] = await open(ADA);
			const { waiting } = await keepBusy(ada, "one");
			await ada.withdrawPrompt(waiting[0] ?? "");
			await ada.until(({ items }) => items.has(waiting[0] ?? ""), "the prompt to be taken back");
			expect(ada.get().itemIds.indexOf(waiting[0] ?? "")).toBeGreaterThan(0);
			expect(ada.get().items.get(waiting[0] ?? "")).toMatchObject({ state: "withdrawn" });
		});
	});

	describe(`${name}: an interrupting prompt`, () => {
		test("stops the turn at once and runs next, and everybody sees why", async () => {
			const [ada, ben] = await open(ADA, BEN);
			const { promptId, waiting } = await keepBusy(ada, "after");
			await ben.until(({ turn }) => turn, "Ben to see the turn");
			const pushed = await ben.prompt("now", { whenBusy: "interrupt" });
			expect(pushed.position).toBe(0);
			const stopped = await ada.until((state) => endedPrompt(state, promptId), "the turn to end");
			expect(stopped).toMatchObject({
				state: "cancelled",
				result: { stopReason: "cancelled", error: null, stoppedBy: BEN, stoppedFor: pushed.promptId },
			});
			await ada.until((state) => endedPrompt(state, waiting[0] ?? ""), "the queue to go on");
			expect(lastTexts(ada.get(), 2)).toEqual(["now", "after"]);
			expect(endedPrompt(ada.get(), pushed.promptId)).toMatchObject({ state: "done" });
		});

		test("cancels pending permission requests, as stopping does", async () => {
			const [ada] = await open(ADA);
			await ada.prompt(contract.harness.prompts.ask);
			const { id } = await ada.until(pendingApproval, "the agent to ask");
			const { promptId } = await ada.prompt("now", { whenBusy: "interrupt" });
			await ada.until((state) => endedPrompt(state, promptId), "the prompt to run");
			expect(ada.get().items.get(id)).toMatchObject({ state: { status: "cancelled", reason: "stopped" } });
		});

		test("stops only the turn its author saw; otherwise it goes to the front of the queue", async () => {
			const [ada] = await open(ADA);
			const { promptId } = await keepBusy(ada, contract.harness.prompts.long, "after");
			const seen = ada.get().turn?.id ?? "";
			await ada.stop();
			await ada.until((state) => endedPrompt(state, promptId), "the turn to end");
			const turn = await ada.until((state) => (state.turn?.id === seen ? null : state.turn), "the next turn to begin");
			await ada.prompt("late", { whenBusy: "interrupt", turnId: seen });
			await ada.prompt("later", { whenBusy: "interrupt", turnId: seen });
			await ada.prompt("unseen", { whenBusy: "interrupt", turnId: null });
			await keepPlace(ada, ["late", "later", "unseen", "after"]);
			expect(ada.get().turn).toMatchObject({ id: turn.id, state: "running" });
		});

		test("interrupts once, however often it is sent", async () => {
			const [ada] = await open(ADA);
			const { promptId } = await keepBusy(ada, contract.harness.prompts.long);
			const probe = openProbe(contract.harness.connect(workspaceId, ADA));
			contract.onEnd(() => probe.connection.close());
			await probe.until((events) => events.some(({ kind }) => kind === "open"), "the connection to open");
			await probe.connection.call("sync", { protocol: PROTOCOL_VERSION, have: null }, DEADLINE);
			const request = {
				clientId: createClientId(),
				text: contract.harness.prompts.long,
				whenBusy: "interrupt",
			} as const;
			const first = await probe.connection.call("prompt", request, DEADLINE);
			await ada.until((state) => endedPrompt(state, promptId), "the turn to be stopped");
			const next = await ada.until(({ turn }) => turn?.promptId === first.promptId && turn, "the next turn to begin");
			expect(await probe.connection.call("prompt", request, DEADLINE)).toEqual(first);
			await ada.until(({ queue }) => queue.length === 1, "the other prompt to wait");
			expect(ada.get().turn).toEqual(next);
		});

		test("is refused to people who may not stop turns", async () => {
			const [ada] = await open(ADA);
			await keepBusy(ada);
			const viewer = await join({ userId: "dora", name: "Dora", role: "viewer" });
			await expect(viewer.prompt("now", { whenBusy: "interrupt" })).rejects.toMatchObject({ code: "forbidden" });
			expect(ada.get().queue).toEqual([]);
		});
	});

	describe(`${name}: a steering prompt`, () => {
		test("lets the current step finish, then stops the turn and runs next", async () => {
			const [ada, ben] = await open(ADA, BEN);
			const { promptId } = await ada.prompt(contract.harness.prompts.steps);
			const step = await ben.until(openStep, "a step to begin");
			const pushed = await ben.prompt("this way", { whenBusy: "steer" });
			const stopped = await ada.until((state) => endedPrompt(state, promptId), "the turn to end");
			expect(stopped).toMatchObject({ state: "cancelled", result: { stoppedBy: BEN, stoppedFor: pushed.promptId } });
			expect(ada.get().items.get(step.id)).toMatchObject({ status: "completed" });
			await ada.until((state) => endedPrompt(state, pushed.promptId), "the prompt to run");
		});

		test("waits for the answer to a permission request, and for the allowed call", async () => {
			const [ada, ben] = await open(ADA, BEN);
			const { promptId } = await ada.prompt(contract.harness.prompts.ask);
			const { id, options } = await ben.until(pendingApproval, "the agent to ask");
			const pushed = await ben.prompt("this way", { whenBusy: "steer" });
			await keepPlace(ada, ["this way"]);
			expect(ada.get()).toMatchObject({ turn: { state: "running" }, approvals: [{ id }] });
			await ada.answerApproval(id, options[0]?.optionId ?? "");
			await ada.until((state) => endedPrompt(state, pushed.promptId), "the prompt to run");
			expect(ada.get().items.get(id)).toMatchObject({ state: { status: "answered" } });
			expect(endedPrompt(ada.get(), promptId)).toMatchObject({ result: { error: null } });
		});

		test("stops the turn at once when no step is open", async () => {
			const [ada] = await open(ADA);
			const { promptId } = await keepBusy(ada);
			const pushed = await ada.prompt("this way", { whenBusy: "steer" });
			const stopped = await ada.until((state) => endedPrompt(state, promptId), "the turn to end");
			expect(stopped).toMatchObject({ state: "cancelled", result: { stoppedFor: pushed.promptId } });
		});

		test("leaves the turn running if it is withdrawn during the step", async () => {
			const [ada] = await open(ADA);
			const asked = await ada.prompt(contract.harness.prompts.ask);
			const { id, options } = await ada.until(pendingApproval, "the agent to ask");
			const { promptId } = await ada.prompt("this way", { whenBusy: "steer" });
			await ada.withdrawPrompt(promptId);
			await ada.answerApproval(id, options[0]?.optionId ?? "");
			await ada.until((state) => endedPrompt(state, asked.promptId), "the turn to end");
			expect(endedPrompt(ada.get(), asked.promptId)).toMatchObject({ state: "done" });
			expect(ada.get().items.get(promptId)).toMatchObject({ state: "withdrawn" });
		});

		test("goes before queued prompts and after earlier steering ones; an interrupting prompt goes before both", async () => {
			const [ada] = await open(ADA);
			const asked = await ada.prompt(contract.harness.prompts.ask);
			await ada.until(pendingApproval, "the agent to ask");
			await ada.prompt("waits");
			for (const text of ["steers", "steers too"]) await ada.prompt(text, { whenBusy: "steer" });
			await keepPlace(ada, ["steers", "steers too", "waits"]);
			const { promptId } = await ada.prompt("now", { whenBusy: "interrupt" });
			await ada.until(({ turn, queue }) => !turn && queue.length === 0, "all to end");
			expect(lastTexts(ada.get(), 4)).toEqual(["now", "steers", "steers too", "waits"]);
			expect(endedPrompt(ada.get(), asked.promptId)).toMatchObject({ result: { stoppedFor: promptId } });
		});
	});
}

/** Leaves the workspace idle: nothing running, nothing queued. */
async function clear(store: OpenStore): Promise<void> {
	for (const { id } of store.get().queue) await store.withdrawPrompt(id);
	await store.stop();
	await store.until(({ turn, queue }) => !turn && queue.length === 0, "the queue to be empty");
}

/** Waits until the queue has these texts. */
async function keepPlace(store: OpenStore, texts: readonly string[]): Promise<void> {
	const seen = ({ queue }: WorkspaceState) => queue.map(({ text }) => text).join() === texts.join();
	await store.until(seen, `${texts.join()} to wait, not ${store.get().queue.map(({ text }) => text)}`);
}

/** The last prompts of the timeline, in the order they ran. */
function lastTexts({ itemIds, items }: WorkspaceState, count: number) {
	const prompts = itemIds.map((id) => items.get(id)).filter((item) => item?.kind === "prompt");
	return prompts.slice(-count).map((prompt) => prompt.text);
}

function openStep({ items }: WorkspaceState) {
	return [...items.values()].find((item) => item.kind === "tool_call" && item.endedAt === null);
}
