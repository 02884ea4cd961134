import { expect, test } from "vitest";
import { isReasonOver, sendablePrompts, type UnsentPrompt } from "../../src/core/state/unsentPrompts.ts";
import { emptyWorkspaceState, type WorkspaceState } from "../../src/core/state/workspaceState.ts";
import { LIMITS, type PromptItem, type WorkspaceErrorCode } from "../../src/protocol/index.ts";
import { prompt } from "../../stories/fixtures/sampleItems.ts";
import { createStorage } from "./createStorage.ts";
import { reload } from "./reload.ts";
import { ADA, startStore } from "./startStore.ts";

const unsent = (clientId: string, code: WorkspaceErrorCode, text = "Hello"): UnsentPrompt => ({
	clientId,
	text,
	createdAt: 0,
	status: "failed",
	error: { code, message: code },
});
const BEN = { userId: "ben", name: "Ben" };
const self = { ...ADA, role: "owner", allowedActions: ["prompt"] } as const;
const queued = (count: number, by = BEN): readonly PromptItem[] =>
	Array.from({ length: count }, (_, index) => ({ ...prompt, by, id: `queued-${index}`, state: "queued" }));
const stateOf = (outbox: readonly UnsentPrompt[], change: Partial<WorkspaceState> = {}) => ({
	...emptyWorkspaceState("memory"),
	self,
	outbox,
	...change,
});
const sendable = (state: WorkspaceState, now = 0) => sendablePrompts(state, now).map(({ clientId }) => clientId);
const turn = { id: "turn", promptId: "prompt", startedAt: 0, state: "running" } as const;

test("prompts that the queue had no room for can be sent as soon as it has, and no more than fit", () => {
	const outbox = ["one", "two", "three"].map((id) => unsent(id, "queue_full"));
	expect(sendable(stateOf(outbox, { queue: queued(LIMITS.queuedPrompts) }))).toEqual([]);
	expect(sendable(stateOf(outbox, { queue: queued(LIMITS.queuedPrompts - 2) }))).toEqual(["one", "two"]);
	expect(sendable(stateOf(outbox))).toEqual(["one", "two", "three"]);
});

test("one person has no more places than their share", () => {
	const outbox = ["one", "two"].map((id) => unsent(id, "queue_full"));
	expect(sendable(stateOf(outbox, { queue: queued(LIMITS.queuedPromptsPerPerson, ADA) }))).toEqual([]);
	expect(sendable(stateOf(outbox, { queue: queued(LIMITS.queuedPromptsPerPerson - 1, ADA) }))).toEqual(["one"]);
	expect(sendable(stateOf(outbox, { queue: queued(LIMITS.queuedPromptsPerPerson) }))).toEqual(["one", "two"]);
});

test("a prompt that is on its way takes a place of the queue", () => {
	const outbox = [unsent("one", "queue_full"), unsent("two", "queue_full")];
	const sending = { ...unsent("three", "queue_full"), status: "sending", error: null } as const;
	const state = stateOf([], { outbox: [...outbox, sending], queue: queued(LIMITS.queuedPrompts - 2) });
	expect(sendable(state)).toEqual(["one"]);
});

test("a prompt that was refused because of a turn can be sent when the turn is over", () => {
	const outbox = [{ ...unsent("one", "turn_running"), whenBusy: "refuse" } as const];
	expect(sendable(stateOf(outbox, { turn }))).toEqual([]);
	expect(sendable(stateOf(outbox))).toEqual(["one"]);
	const others = [unsent("two", "turn_running")];
	expect(sendable(stateOf(others, { turn, whenBusy: "refuse" }))).toEqual([]);
});

test.each(["prompt_too_long", "attachment_not_found", "attachment_too_large", "invalid_argument"] as const)(
	"a prompt that was refused with %s would be refused again",
	(code) => expect(sendable(stateOf([unsent("one", code), unsent("two", "timeout")]))).toEqual(["two"]),
);

test("a prompt that the role forbade can be sent with another role; a forbidden command cannot", () => {
	const outbox = [unsent("one", "forbidden"), unsent("two", "forbidden", "/yolo")];
	expect(sendable(stateOf(outbox, { self: { ...self, allowedActions: ["sync"] } }))).toEqual([]);
	expect(sendable(stateOf(outbox))).toEqual(["one"]);
});

test("after too many prompts none can be sent before the time that the workspace gave", () => {
	const limited = { ...unsent("one", "rate_limited"), retryAt: 5_000 };
	const outbox = [limited, unsent("two", "timeout")];
	expect(sendable(stateOf(outbox), 4_999)).toEqual([]);
	expect(sendable(stateOf(outbox), 5_000)).toEqual(["one", "two"]);
	expect(isReasonOver(limited, [])).toBe(false);
	expect(isReasonOver(limited, [limited])).toBe(true);
});

test("only reasons that the workspace's state shows can be over", () => {
	const [full, late] = [unsent("one", "queue_full"), unsent("two", "timeout")];
	expect(isReasonOver(full, [full, late])).toBe(true);
	expect(isReasonOver(full, [late])).toBe(false);
	expect(isReasonOver(late, [full, late])).toBe(false);
});

test("a prompt that is taken back leaves the outbox, and its files join those of the draft", async () => {
	const { store, clock } = await startStore({ workspace: { onPrompt: (_, agent) => agent.wait(5_000) } });
	store.uploadAttachments([new File(["a note"], "note.txt", { type: "text/plain" })]);
	await clock.settle();
	await store.prompt("First");
	const { attachments } = store.takeDraft();
	await expect(store.prompt("Second", { whenBusy: "refuse", attachments })).rejects.toThrow();
	const [failed] = store.get().outbox;
	expect(store.takePrompt(failed?.clientId ?? "")).toBe("Second");
	expect(store.get()).toMatchObject({ outbox: [], attachments: [{ name: "note.txt", status: "ready" }] });
	expect(store.takePrompt(failed?.clientId ?? "")).toBeNull();
	void store.prompt("Third", { ...store.takeDraft(), whenBusy: "queue" });
	await clock.settle();
	expect(store.get().queue).toMatchObject([{ text: "Third", attachments: [{ name: "note.txt" }] }]);
});

test("the notes, the mentions and the metadata of a prompt that is taken back join the draft, over a reload too", async () => {
	const storage = createStorage();
	const first = await startStore({ workspace: { onPrompt: (_, agent) => agent.wait(5_000) }, store: { storage } });
	const { store, clock } = first;
	const noteId = await store.addNote("Rather on staging");
	await store.prompt("First");
	const sentWith = { notes: [noteId], mentions: [{ userId: "ben", name: "Ben" }], metadata: { ticket: 7 } };
	await expect(store.prompt("", { whenBusy: "refuse", ...sentWith })).rejects.toThrow();
	store.setComposerMode("note");
	expect(store.takePrompt(store.get().outbox[0]?.clientId ?? "")).toBe("");
	expect(store.get()).toMatchObject({ draftQuotes: [noteId], composerMode: "prompt" });
	first.stop();

	const again = await reload(first, ADA, storage);
	expect(again.takeDraft()).toEqual({ text: "", attachments: [], ...sentWith, notes: [noteId] });
	expect(again.get()).toMatchObject({ draftQuotes: [], draftMetadata: null });
	again.addToDraft(sentWith);
	again.addToDraft(sentWith);
	expect(again.get().draftQuotes).toEqual([noteId]);
	again.removeQuote(noteId);
	again.setDraft("");
	expect(storage.entries()).toEqual([]);
	await clock.settle();
});

test("a prompt that was to interrupt the running turn still does when it is taken back, and no other turn", async () => {
	const { store } = await startStore({ workspace: { onPrompt: (_, agent) => agent.wait(5_000) } });
	await store.prompt("First");
	const turnId = store.get().turn?.id;
	store.addToDraft({ whenBusy: "interrupt", turnId: "another" });
	expect(store.get().interruptTurnId).toBeNull();
	store.addToDraft({ whenBusy: "interrupt", turnId });
	expect(store.get().interruptTurnId).toBe(turnId);
});
