import { describe, expect, test } from "vitest";
import { selectAttention, type WorkspaceState } from "../../src/core/index.ts";
import { createClientId } from "../../src/core/platform/browser.ts";
import { LIMITS, type PromptItem, type Role, type WheelChangedEvent } from "../../src/protocol/index.ts";
import { suggestionsIn } from "../../src/rules/suggestions.ts";
import type { ConnectionHarness } from "./connectionHarness.ts";
import type { OpenStore } from "./openStore.ts";
import { endedPrompt } from "./seen.ts";
import { setUpContract } from "./setUpContract.ts";

/** How people suggest prompts and hold the wheel, as tests that every workspace passes. */
export function describeSuggestions(name: string, startHarness: () => Promise<ConnectionHarness>): void {
	const contract = setUpContract("suggestions", startHarness, async () => {
		const owner = await contract.join({ userId: "zoe", name: "zoe" });
		await owner.call("releaseWheel", { clientId: createClientId() });
		for (const { id } of owner.get().queue) await owner.withdrawPrompt(id);
		await owner.stop();
		await owner.until(({ turn, queue }) => !turn && queue.length === 0, "the queue to be empty");
	});
	const join = (userId: string, role: Role) => contract.join({ userId, name: userId, role });
	const suggest = async (store: OpenStore, text: string) =>
		(await store.call("suggestPrompt", { clientId: createClientId(), text })).promptId;
	const send = (store: OpenStore, promptId: string) =>
		store.call("sendSuggestion", { clientId: createClientId(), promptId });
	const decline = (store: OpenStore, promptId: string, reason?: string) =>
		store.call("declineSuggestion", { clientId: createClientId(), promptId, reason });
	const take = (store: OpenStore, minutes = 10) => store.call("takeWheel", { clientId: createClientId(), minutes });
	const release = (store: OpenStore) => store.call("releaseWheel", { clientId: createClientId() });
	const ask = (store: OpenStore) => store.call("askForWheel", { clientId: createClientId() });
	const handOver = (store: OpenStore, userId: string) =>
		store.call("handOverWheel", { clientId: createClientId(), userId });
	const seeSuggestion = (store: OpenStore, id: string) =>
		store.until(({ queue }) => queue.find((prompt) => prompt.id === id), "the suggestion");

	describe(`${name}: a suggestion`, () => {
		test("waits for everybody to see, runs no turn, and runs once an editor sends it", async () => {
			const [cleo, ben] = [await join("cleo", "commenter"), await join("ben", "editor")];
			const id = await suggest(cleo, "help");
			expect(await seeSuggestion(ben, id)).toMatchObject({ suggestion: { needs: "editor" }, by: { userId: "cleo" } });
			expect(ben.get()).toMatchObject({ turn: null });
			const other = await ben.prompt("first");
			expect(other.position).toBe(0);
			await ben.until((state) => endedPrompt(state, other.promptId), "the prompt of an editor to run before it");
			expect(suggestionsIn(ben.get().queue)).toHaveLength(1);
			await send(ben, id);
			const ended = await cleo.until((state) => endedPrompt(state, id), "the suggestion to run");
			expect(ended).toMatchObject({ by: { userId: "cleo" }, sentBy: { userId: "ben" }, state: "done" });
			expect(ended).not.toHaveProperty("suggestion");
		});

		test("is sent and declined by those who may prompt, and once", async () => {
			const [cleo, ben] = [await join("cleo", "commenter"), await join("ben", "editor")];
			const ada = await join("ada", "owner");
			const [sent, declined] = [await suggest(cleo, "one"), await suggest(cleo, "two")];
			await expect(send(cleo, sent)).rejects.toMatchObject({ code: "forbidden" });
			await expect(decline(cleo, sent)).rejects.toMatchObject({ code: "forbidden" });
			await expect(send(ben, "none")).rejects.toMatchObject({ code: "not_found" });
			await send(ben, sent);
			await expect(send(ada, sent)).rejects.toMatchObject({
				code: "suggestion_closed",
				message: expect.stringMatching("ben"),
			});
			await decline(ben, declined, " Not before Monday ");
			await expect(decline(ada, declined)).rejects.toMatchObject({ code: "suggestion_closed" });
			await expect(send(ada, declined)).rejects.toMatchObject({ code: "suggestion_closed" });
			await cleo.until(({ items }) => items.has(declined), "the suggestion to leave the queue");
			expect(cleo.get().items.get(declined)).toMatchObject({
				state: "withdrawn",
				withdrawal: { reason: "declined", person: { userId: "ben" }, explanation: "Not before Monday" },
			});
			const { promptId } = await ben.prompt("no suggestion");
			await expect(send(ada, promptId)).rejects.toMatchObject({ code: "not_found" });
		});

		test("is edited and taken back by its author, and edited by those who may send it", async () => {
			const [cleo, ben] = [await join("cleo", "commenter"), await join("ben", "editor")];
			const dora = await join("dora", "commenter");
			const id = await suggest(cleo, "one");
			await cleo.editPrompt(id, "two");
			await expect(dora.editPrompt(id, "mine")).rejects.toMatchObject({ code: "forbidden" });
			await expect(dora.withdrawPrompt(id)).rejects.toMatchObject({ code: "forbidden" });
			await ben.editPrompt(id, "three");
			await ben.until(({ queue }) => queue.some(({ text }) => text === "three"), "the edited text");
			expect(ben.get().queue[0]).toMatchObject({ by: { userId: "cleo" }, editedBy: { userId: "ben" } });
			await cleo.withdrawPrompt(id);
			await expect(send(ben, id)).rejects.toMatchObject({ code: "suggestion_closed" });
		});

		test("is not sent when it says something else than its sender has read", async () => {
			const [cleo, ben] = [await join("cleo", "commenter"), await join("ben", "editor")];
			const id = await suggest(cleo, "Fix the typo");
			const read = (await seeSuggestion(ben, id)).suggestion?.revision ?? 0;
			await cleo.editPrompt(id, "Delete the database");
			await expect(ben.sendSuggestion(id, read)).rejects.toMatchObject({ code: "suggestion_changed" });
			const now = await ben.until(
				({ queue }) => queue.find(({ text }) => text === "Delete the database"),
				"the new text",
			);
			expect(now.suggestion).toMatchObject({ revision: 1 });
			await ben.sendSuggestion(id, 1);
			await ben.until((state) => endedPrompt(state, id), "it to run");
		});

		test("belongs to whoever has sent it: its author changes it no more", async () => {
			const [cleo, ben] = [await join("cleo", "commenter"), await join("ben", "editor")];
			const { promptId } = await ben.prompt(contract.harness.prompts.long);
			await ben.until(({ turn }) => turn?.promptId === promptId, "the turn to begin");
			const id = await suggest(cleo, "one");
			expect(await send(ben, id)).toEqual({ promptId: id, position: 0 });
			await expect(cleo.editPrompt(id, "rm -rf")).rejects.toMatchObject({ code: "forbidden" });
			await expect(cleo.withdrawPrompt(id)).rejects.toMatchObject({ code: "forbidden" });
			await ben.editPrompt(id, "two");
			await ben.withdrawPrompt(id);
		});

		test("may be a command, which the role of whoever sends it decides about", async () => {
			const [cleo, ben] = [await join("cleo", "commenter"), await join("ben", "editor")];
			const ada = await join("ada", "approver");
			const id = await suggest(cleo, "/permissions all");
			await expect(send(ben, id)).rejects.toMatchObject({ code: "forbidden" });
			await ben.editPrompt(id, "/permissions none");
			await send(ada, id);
			const ended = await cleo.until((state) => endedPrompt(state, id), "the command to run");
			expect(ended).toMatchObject({ result: { error: null } });
		});

		test("stops no turn, has no place among the prompts, and needs no less than a commenter", async () => {
			const [cleo, ben] = [await join("cleo", "commenter"), await join("ben", "editor")];
			const dora = await join("dora", "viewer");
			const asked = { clientId: createClientId(), text: "now", whenBusy: "interrupt" } as const;
			await expect(dora.call("suggestPrompt", asked)).rejects.toMatchObject({ code: "forbidden" });
			const { promptId } = await ben.prompt(contract.harness.prompts.long);
			await ben.until(({ turn }) => turn?.promptId === promptId, "the turn to begin");
			await cleo.call("suggestPrompt", asked);
			const [suggestion] = (await ben.until(
				({ queue }) => queue.length > 0 && queue,
				"the suggestion",
			)) as PromptItem[];
			expect(suggestion).not.toHaveProperty("preemption");
			const waiting = await ben.prompt("waits");
			expect(waiting.position).toBe(0);
			expect((await ben.prompt("waits too")).position).toBe(1);
			const move = { clientId: createClientId(), promptId: waiting.promptId, before: suggestion?.id ?? "" };
			expect(await ben.call("movePrompt", move)).toEqual({ moved: false });
			expect(ben.get().turn).toMatchObject({ promptId, state: "running" });
		});

		test("is refused beyond what may wait of one person", async () => {
			const cleo = await join("cleo", "commenter");
			for (let count = 0; count < LIMITS.suggestionsPerPerson; count++) await suggest(cleo, `${count}`);
			await expect(suggest(cleo, "more")).rejects.toMatchObject({ code: "queue_full" });
			await expect(suggest(await join("dora", "commenter"), "hers")).resolves.toBeTruthy();
			await expect(suggest(cleo, " ")).rejects.toMatchObject({ code: "prompt_empty" });
		});

		test("is a note sent to the agent by somebody who may only suggest", async () => {
			const [cleo, ben] = [await join("cleo", "commenter"), await join("ben", "editor")];
			const noteId = await cleo.addNote("Not on prod");
			const request = { clientId: createClientId(), text: "", notes: [noteId] };
			await expect(cleo.call("prompt", request)).rejects.toMatchObject({ code: "forbidden" });
			const { promptId, suggested } = await cleo.call("suggestPrompt", request);
			expect(suggested).toBe(true);
			expect(await seeSuggestion(ben, promptId)).toMatchObject({ notes: [{ text: "Not on prod" }] });
		});
	});

	describe(`${name}: the wheel`, () => {
		test("is taken by one editor at a time, and by owners from anybody", async () => {
			const [ben, cleo] = [await join("ben", "editor"), await join("cleo", "editor")];
			const [ada, dora] = [await join("ada", "owner"), await join("dora", "commenter")];
			await expect(take(dora)).rejects.toMatchObject({ code: "forbidden" });
			await expect(take(ben, 0)).rejects.toMatchObject({ code: "invalid_argument" });
			await expect(take(ben, LIMITS.wheelMinutes + 1)).rejects.toMatchObject({ code: "invalid_argument" });
			const { until } = await take(ben, LIMITS.wheelMinutes);
			expect(until).toBeGreaterThan(Date.now());
			await seeWheel(dora, "ben");
			await expect(take(cleo)).rejects.toMatchObject({ code: "wheel_held", message: "ben has the wheel." });
			await expect(release(cleo)).rejects.toMatchObject({ code: "wheel_held" });
			await take(ben, 1);
			await take(ada);
			await seeWheel(ben, "ada");
			expect(await release(ada)).toEqual({ released: true });
			await seeWheel(ben, null);
			expect(await release(ada)).toEqual({ released: false });
			await ben.until((state) => wheelChanges(state).length >= 4, "what the timeline says of it");
			expect(wheelChanges(ben.get()).slice(0, 4)).toMatchObject([
				{ change: "taken", from: null, to: { userId: "ben" } },
				{ change: "taken", from: { userId: "ben" }, to: { userId: "ben" } },
				{ change: "taken", from: { userId: "ben" }, to: { userId: "ada" } },
				{ change: "released", from: { userId: "ada" }, to: null, until: null },
			]);
		});

		test("is asked for and handed over, to somebody who is there and may prompt", async () => {
			const [ben, cleo] = [await join("ben", "editor"), await join("cleo", "editor")];
			await join("dora", "commenter");
			await expect(handOver(ben, "cleo")).rejects.toMatchObject({ code: "not_found" });
			expect(await ask(cleo)).toEqual({ asked: false });
			const { until } = await take(ben);
			expect(await ask(ben)).toEqual({ asked: false });
			expect(await ask(cleo)).toEqual({ asked: true });
			expect(await ask(cleo)).toEqual({ asked: true });
			await ben.until(({ session }) => session?.wheel?.asked.length === 1, "the question");
			await ben.until(({ participants }) => participants.length === 3, "everybody to be there");
			await expect(handOver(cleo, "cleo")).rejects.toMatchObject({ code: "wheel_held" });
			await expect(handOver(ben, "nobody")).rejects.toMatchObject({ code: "invalid_argument" });
			await expect(handOver(ben, "dora")).rejects.toMatchObject({ code: "forbidden" });
			expect(await handOver(ben, "cleo")).toEqual({ userId: "cleo", until });
			await seeWheel(ben, "cleo");
			expect(ben.get().session?.wheel?.asked).toEqual([]);
		});

		test("is handed over by an owner who does not have it, to anybody who may have it, and by nobody else", async () => {
			const [ben, cleo] = [await join("ben", "editor"), await join("cleo", "approver")];
			const ada = await join("ada", "owner");
			await join("dora", "commenter");
			const { until } = await take(ben);
			await ada.until(({ participants }) => participants.length === 4, "everybody to be there");
			await expect(handOver(cleo, "cleo")).rejects.toMatchObject({ code: "wheel_held" });
			await expect(handOver(ada, "dora")).rejects.toMatchObject({ code: "forbidden" });
			expect(await handOver(ada, "cleo")).toEqual({ userId: "cleo", until });
			await seeWheel(ben, "cleo");
			expect(await handOver(ada, "ada")).toEqual({ userId: "ada", until });
			await seeWheel(ben, "ada");
			await ben.until((state) => wheelChanges(state).length >= 3, "what the timeline says of it");
			expect(wheelChanges(ben.get()).slice(-2)).toMatchObject([
				{ change: "handed_over", from: { userId: "ben" }, to: { userId: "cleo" } },
				{ change: "handed_over", from: { userId: "cleo" }, to: { userId: "ada" } },
			]);
		});

		test("waits for its holder while somebody asks for it, until they get it or somebody else has it", async () => {
			const [ben, cleo] = [await join("ben", "editor"), await join("cleo", "editor")];
			const ada = await join("ada", "owner");
			await take(ben);
			await ask(cleo);
			const asks = ({ get }: OpenStore) => selectAttention(get()).filter(({ kind }) => kind === "wheel_request");
			await ben.until(() => asks(ben).length === 1, "the request");
			expect(asks(ben)).toMatchObject([{ itemId: null, text: "cleo" }]);
			expect(asks(ada)).toEqual([]);
			await take(ada);
			await ada.until(() => asks(ada).length === 1, "the request to wait for whoever has it now");
			await ben.until(() => asks(ben).length === 0, "the request to wait no longer");
			await handOver(ada, "cleo");
			await ada.until(() => asks(ada).length === 0, "the request to be settled");
			expect(asks(cleo)).toEqual([]);
		});

		test("is lost at once by a holder who is disconnected, and so is the request of somebody who asks", async () => {
			const [ben, cleo] = [await join("ben", "editor"), await join("cleo", "editor")];
			const ada = await join("ada", "owner");
			await take(ben);
			await ask(cleo);
			await ada.until(({ session }) => session?.wheel?.asked.length === 1, "the request");
			await ada.call("disconnectUser", { clientId: createClientId(), userId: "cleo" });
			await ada.until(({ session }) => session?.wheel?.asked.length === 0, "nobody to ask for it");
			await ada.call("disconnectUser", { clientId: createClientId(), userId: "ben" });
			await seeWheel(ada, null);
			const isEnd = ({ change }: WheelChangedEvent) => change === "access_ended";
			const ended = await ada.until((state) => wheelChanges(state).find(isEnd), "its end on the timeline");
			expect(ended).toMatchObject({ from: { userId: "ben" }, to: null });
		});

		test("makes prompts of others suggestions, however they are sent", async () => {
			const [ben, cleo] = [await join("ben", "editor"), await join("cleo", "editor")];
			const ada = await join("ada", "owner");
			await take(ben);
			const { promptId } = await ben.prompt(contract.harness.prompts.long);
			await cleo.until(({ turn }) => turn?.promptId === promptId, "the turn to begin");
			for (const whenBusy of ["queue", "steer", "interrupt", "refuse"] as const) {
				const request = { clientId: createClientId(), text: whenBusy, whenBusy };
				expect(await cleo.call("prompt", request)).toMatchObject({ suggested: true });
			}
			expect(await ada.call("prompt", { text: "/permissions all" })).toMatchObject({ suggested: true });
			const noteId = await ada.addNote("Try it");
			expect(await ada.call("prompt", { text: "", notes: [noteId] })).toMatchObject({ suggested: true });
			await ben.until(({ queue }) => queue.length === 6, "all suggestions");
			expect(suggestionsIn(ben.get().queue)).toHaveLength(6);
			expect(ben.get().queue.some(({ preemption }) => preemption)).toBe(false);
			expect(ben.get().turn).toMatchObject({ promptId, state: "running" });
			const own = await ben.call("prompt", { text: "mine" });
			expect(own).toMatchObject({ position: 0 });
			expect(own).not.toHaveProperty("suggested");
		});

		test("keeps others from deciding about suggestions, from what waits, and from settings", async () => {
			const [ben, cleo] = [await join("ben", "editor"), await join("cleo", "editor")];
			const ada = await join("ada", "owner");
			const { promptId } = await cleo.prompt(contract.harness.prompts.long);
			await cleo.until(({ turn }) => turn?.promptId === promptId, "the turn to begin");
			const [one, two] = [await cleo.prompt("one"), await cleo.prompt("two")];
			const suggestion = await suggest(await join("dora", "commenter"), "hers");
			await take(ben);
			const held = { code: "wheel_held" };
			const { call } = ada;
			await expect(send(cleo, suggestion)).rejects.toMatchObject(held);
			await expect(decline(ada, suggestion)).rejects.toMatchObject(held);
			await expect(cleo.editPrompt(suggestion, "mine")).rejects.toMatchObject(held);
			await expect(cleo.editPrompt(one.promptId, "other")).rejects.toMatchObject(held);
			await expect(ada.editPrompt(one.promptId, "other")).rejects.toMatchObject(held);
			await expect(cleo.movePrompt(two.promptId, one.promptId)).rejects.toMatchObject(held);
			const setting = { clientId: createClientId(), configId: "model", value: "steady" };
			await expect(call("setConfigOption", setting)).rejects.toMatchObject(held);
			await cleo.withdrawPrompt(two.promptId);
			await cleo.stop();
			await cleo.until((state) => endedPrompt(state, one.promptId), "what waited before to run");
			await expect(call("changeAgent", { clientId: createClientId(), agent: "amp" })).rejects.toMatchObject(held);
			await send(ben, suggestion);
			await ben.until((state) => endedPrompt(state, suggestion), "the suggestion to run");
		});

		test("leaves what was suggested meanwhile a suggestion, which anybody who may prompt can send then", async () => {
			const [ben, cleo] = [await join("ben", "editor"), await join("cleo", "editor")];
			await take(ben);
			const { promptId } = await cleo.prompt("mine");
			await release(ben);
			await send(cleo, promptId);
			const ended = await ben.until((state) => endedPrompt(state, promptId), "it to run");
			expect(ended).toMatchObject({ by: { userId: "cleo" }, sentBy: { userId: "cleo" } });
		});
	});
}

async function seeWheel(store: OpenStore, userId: string | null): Promise<void> {
	await store.until(({ session }) => (session?.wheel?.by.userId ?? null) === userId, `the wheel to be with ${userId}`);
}

/** What the timeline says of the wheel. */
function wheelChanges({ itemIds, items }: WorkspaceState): readonly WheelChangedEvent[] {
	return itemIds.flatMap((id) => {
		const item = items.get(id);
		return item?.kind === "event" && item.event.type === "wheel_changed" ? [item.event] : [];
	});
}
