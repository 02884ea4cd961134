import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type ConnectionListener, type ConnectWorkspace, WorkspaceError } from "../../src/core/index.ts";
import type { TimelineItem } from "../../src/protocol/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { createFakeClock } from "./createFakeClock.ts";
import { approval, message } from "./items.ts";
import { ADA, createTestStore } from "./startStore.ts";

const JUNK = [5, "x", true, {}, [], [5], null];

const reported = vi.fn();

beforeEach(() => {
	vi.spyOn(console, "error").mockImplementation(reported);
});

afterEach(() => {
	vi.restoreAllMocks();
	reported.mockReset();
});

const ITEMS: readonly TimelineItem[] = [message(1), message(2), message(3)];

type Change = (response: Record<string, unknown>) => void;

/** A store whose workspace answers `sync` with a response that was changed. */
async function startBroken(change: Change) {
	const clock = createFakeClock();
	const workspace = createMemoryWorkspace({ clock, items: ITEMS });
	let listener: ConnectionListener | undefined;
	const connect: ConnectWorkspace = (inner) => {
		listener = inner;
		const connection = workspace.connect(ADA)(inner);
		return {
			close: () => connection.close(),
			call: async (name, ...parameters) => {
				const response = structuredClone(await connection.call(name, ...parameters));
				if (name === "sync") change(response as Record<string, unknown>);
				return response;
			},
		};
	};
	const store = createTestStore({ connect, clock });
	const stop = store.start();
	await clock.settle();
	return { store, stop, workspace, clock, patch: (value: unknown) => listener?.onPatches(value) };
}

/** Without these one cannot say what the response is about. */
const ENVELOPE = ["protocol", "epoch", "seq", "window", "hasOlder"];
const SYNC_FIELDS = [
	...["session", "turn", "queue", "whenBusy", "approvals", "approvalRole", "questions", "questionRole"],
	...["participants", "self", "now"],
];
const SESSION_FIELDS = [
	...["agent", "agents", "login", "state", "sandboxId", "cwd", "title", "configOptions", "commands", "usage"],
	...["background", "storageError", "promptCapabilities"],
];

test("the same problem is reported once", async () => {
	const change: Change = (response) => {
		response.turn = { once: true };
	};
	for (let time = 0; time < 2; time++) (await startBroken(change)).stop();
	expect(reported).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/`sync` is malformed and was left out: turn/));
});

describe.each(SYNC_FIELDS)("a malformed `%s` of a sync", (field) => {
	test.each(JUNK.map((junk) => [junk]))("takes nothing else with it: %j", async (junk) => {
		const { store, stop } = await startBroken((response) => {
			response[field] = junk;
		});
		expect(store.get()).toMatchObject({ loaded: true, connectionStatus: { status: "connected" } });
		expect([...store.get().items.values()]).toEqual(ITEMS);
		stop();
	});
});

describe.each(SESSION_FIELDS)("a malformed `%s` of the session", (field) => {
	test.each(JUNK.map((junk) => [junk]))("takes nothing else with it: %j", async (junk) => {
		const { store, stop } = await startBroken((response) => {
			response.session = { ...(response.session as object), title: "The title", [field]: junk };
		});
		expect(store.get()).toMatchObject({ loaded: true, connectionStatus: { status: "connected" } });
		if (field !== "title") expect(store.get().session?.title).toBe("The title");
		expect(store.get().itemIds).toEqual(["item-1", "item-2", "item-3"]);
		stop();
	});
});

test.each([
	["a part of its kind is another", { ...message(2), text: 5 }],
	["its state is no state", { ...approval(2), state: "pending" }],
	["its kind is missing", { id: "item-2", order: 2, seq: 2 }],
	["it has no time", { id: "item-2", order: 2, kind: "message" }],
])("an item is shown as unknown where %s", async (_why, item) => {
	const { store, stop } = await startBroken((response) => {
		response.items = [message(1), item, message(3)];
	});
	expect(store.get().itemIds).toEqual(["item-1", "item-2", "item-3"]);
	expect(store.get().items.get("item-2")).toMatchObject({ kind: "unknown", value: item });
	expect(store.get().items.get("item-2")?.createdAt).not.toBeNaN();
	expect(reported).toHaveBeenCalledWith(expect.stringContaining("shown as unknown: items"));
	stop();
});

test("an item without a place is left out, and an entry of a list that is not one", async () => {
	const { store, stop } = await startBroken((response) => {
		response.items = [message(1), { ...message(2), id: undefined }, 5, message(3)];
		response.participants = [...(response.participants as unknown[]), { userId: "ben" }];
		response.session = { ...(response.session as object), commands: [{ name: "a", description: "A" }, { name: 5 }] };
	});
	expect(store.get().itemIds).toEqual(["item-1", "item-3"]);
	expect(store.get().participants.map(({ userId }) => userId)).toEqual(["ada"]);
	expect(store.get().session?.commands).toEqual([{ name: "a", description: "A" }]);
	stop();
});

test.each(ENVELOPE)("a sync whose `%s` is malformed says so, and is tried again", async (field) => {
	let isBroken = true;
	const { store, stop, clock } = await startBroken((response) => {
		if (isBroken) response[field] = {};
	});
	expect(store.get()).toMatchObject({
		loaded: false,
		connectionStatus: { status: "connecting", error: { code: "internal", message: expect.stringContaining("`sync`") } },
	});
	isBroken = false;
	await clock.advance(60_000);
	expect(store.get()).toMatchObject({ loaded: true, connectionStatus: { status: "connected" } });
	stop();
});

test("a sync that fails because nothing can be stored says so, and is tried again", async () => {
	let isFull = true;
	const { store, stop, clock } = await startBroken(() => {
		if (isFull) throw new WorkspaceError({ code: "storage_full", message: "The disk is full." });
	});
	const full = { status: "connecting", error: { code: "storage_full" } };
	expect(store.get()).toMatchObject({ loaded: false, connectionStatus: full });
	isFull = false;
	await clock.advance(60_000);
	expect(store.get()).toMatchObject({ loaded: true, connectionStatus: { status: "connected" } });
	stop();
});

describe("in a batch of patches", () => {
	async function applyPatch(patch: Record<string, unknown>) {
		const { store, stop, patch: send } = await startBroken(() => {});
		const { epoch, seq } = store.get();
		const next = seq + 1;
		const good = { kind: "item", seq: next, item: { ...message(9), seq: next } };
		send({ epoch, from: next, to: next + 1, patches: [good, { seq: next + 1, ...patch }] });
		stop();
		return store.get();
	}

	test("a malformed item is shown as unknown, and the others are applied", async () => {
		const state = await applyPatch({ kind: "item", item: { ...message(10), blocks: "none" } });
		expect(state.items.get("item-9")).toMatchObject({ kind: "message" });
		expect(state.items.get("item-10")).toMatchObject({ kind: "unknown" });
	});

	test("a malformed part of the session does not take the others with it", async () => {
		const state = await applyPatch({ kind: "session", change: { title: "New title", usage: "much" } });
		expect(state.session?.title).toBe("New title");
		expect(state.items.has("item-9")).toBe(true);
	});

	test("a malformed participant does not take the others with it", async () => {
		const ben = { userId: "ben", name: "Ben", role: "editor" };
		const state = await applyPatch({ kind: "participants", participants: [ben, { userId: 5 }] });
		expect(state.participants).toEqual([ben]);
		expect(state.items.has("item-9")).toBe(true);
	});

	test.each([
		{ kind: "append", itemId: "item-1", offset: -1, text: "" },
		{ kind: "turn", turn: 5 },
		{ kind: "hologram" },
	])("what cannot be left out leads to a sync: %j", async (patch) => {
		const state = await applyPatch(patch);
		expect(state.items.has("item-9")).toBe(false);
	});
});
