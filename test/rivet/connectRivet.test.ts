import { RivetError } from "rivetkit/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ConnectionListener } from "../../src/core/index.ts";
import { connectRivet, type RivetClient } from "../../src/rivet/index.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A connection of Rivet's that does what the test says. */
class FakeConnection {
	connStatus = "connecting";
	isDisposed = false;
	readonly listeners = new Map<string, (value: unknown) => void>();
	readonly action = vi.fn((_: unknown): Promise<unknown> => new Promise(() => {}));
	tellStatus = (_: string) => {};
	tellError = (_: unknown) => {};

	on(name: string, listener: (value: unknown) => void) {
		this.listeners.set(name, listener);
	}
	onStatusChange(listener: (status: string) => void) {
		this.tellStatus = (status) => {
			this.connStatus = status;
			listener(status);
		};
	}
	onError(listener: (error: unknown) => void) {
		this.tellError = listener;
	}
	async dispose() {
		this.isDisposed = true;
	}
}

function open() {
	const made: FakeConnection[] = [];
	const handle = {
		connect() {
			const connection = new FakeConnection();
			made.push(connection);
			return connection;
		},
	};
	const getOrCreate = vi.fn((..._: unknown[]) => handle);
	const listener = {
		onOpen: vi.fn(),
		onLost: vi.fn(),
		onRefused: vi.fn(),
		onPatches: vi.fn(),
		onHead: vi.fn(),
	} satisfies ConnectionListener;
	const client = { getOrCreate } as unknown as RivetClient;
	const connection = connectRivet({ workspaceId: "acme/site", client, getParams: () => "token" })(listener);
	const last = () => made.at(-1) ?? expect.unreachable("nothing was connected");
	return { made, last, listener, connection, getOrCreate };
}

test("the workspace is the actor of that key, and its params are asked for each time", async () => {
	const { getOrCreate } = open();
	expect(getOrCreate).toHaveBeenCalledWith("workspace", ["acme/site"], { getParams: expect.any(Function) });
	const [, , options] = getOrCreate.mock.calls[0] ?? [];
	await expect((options as { getParams(): Promise<unknown> }).getParams()).resolves.toBe("token");
});

test("it listens before it opens, and tells of opening after Rivet has subscribed", async () => {
	const { last, listener } = open();
	expect([...last().listeners.keys()]).toEqual(["workspace.patches", "workspace.head", "workspace.destroyed"]);
	last().tellStatus("connected");
	expect(listener.onOpen).not.toHaveBeenCalled();
	await Promise.resolve();
	expect(listener.onOpen).toHaveBeenCalledOnce();
	last().listeners.get("workspace.patches")?.("batch");
	last().listeners.get("workspace.head")?.("head");
	expect(listener.onPatches).toHaveBeenCalledWith("batch");
	expect(listener.onHead).toHaveBeenCalledWith("head");
});

test("where Rivet gives up, another connection is made", async () => {
	const { made, last, listener } = open();
	last().tellError(new RivetError("client", "connection_open_failed", "No such host"));
	last().tellStatus("idle");
	expect(made[0]?.isDisposed).toBe(true);
	await vi.advanceTimersByTimeAsync(250);
	expect(made).toHaveLength(2);
	last().tellStatus("connected");
	await Promise.resolve();
	expect(listener.onOpen).toHaveBeenCalledOnce();
});

test("a connection that does not open within 10 seconds is made anew", async () => {
	const { made, last } = open();
	await vi.advanceTimersByTimeAsync(10_250);
	expect(made.map((connection) => connection.isDisposed)).toEqual([true, false]);
	last().tellStatus("connected");
	await vi.advanceTimersByTimeAsync(60_000);
	expect(made).toHaveLength(2);
});

test("a connection that is lost comes back by itself", async () => {
	const { made, last, listener } = open();
	for (const status of ["connected", "disconnected", "connecting", "connected"]) {
		last().tellStatus(status);
		await Promise.resolve();
	}
	expect(listener.onLost).toHaveBeenCalledOnce();
	expect(listener.onOpen).toHaveBeenCalledTimes(2);
	expect(made).toHaveLength(1);
});

test("a refusal is told once, and ends it", async () => {
	const { made, last, listener } = open();
	const { tellError } = last();
	tellError(new RivetError("user", "unauthenticated", "Who are you?", { metadata: { hint: "Sign in." } }));
	tellError(new RivetError("user", "unauthenticated", "Connection closed: user.unauthenticated"));
	await vi.advanceTimersByTimeAsync(60_000);
	expect(listener.onRefused).toHaveBeenCalledOnce();
	expect(listener.onRefused.mock.calls[0]?.[0]).toMatchObject({ code: "unauthenticated", hint: "Sign in." });
	expect(made).toMatchObject([{ isDisposed: true }]);
});

test("an action that is never answered ends at its deadline", async () => {
	const { last, connection } = open();
	last().tellStatus("connected");
	const answer = connection.call("getItem", { id: "1" }, { timeoutMs: 500 });
	const rejected = expect(answer).rejects.toMatchObject({ code: "timeout" });
	await vi.advanceTimersByTimeAsync(500);
	await rejected;
	expect(last().action).toHaveBeenCalledWith({ name: "getItem", args: [{ id: "1" }] });
});

test("an action without a connection is not kept for later", async () => {
	const { last, connection } = open();
	const answer = connection.call("getItem", { id: "1" }, { timeoutMs: 500 });
	await expect(answer).rejects.toMatchObject({ code: "connection_lost" });
	expect(last().action).not.toHaveBeenCalled();
});

test("nothing is heard after it was closed", async () => {
	const { made, last, listener, connection } = open();
	last().tellStatus("connected");
	connection.close();
	connection.close();
	await vi.advanceTimersByTimeAsync(60_000);
	made[0]?.listeners.get("workspace.head")?.("late");
	made[0]?.tellStatus("idle");
	expect(listener.onOpen).not.toHaveBeenCalled();
	expect(listener.onHead).not.toHaveBeenCalled();
	expect(made).toMatchObject([{ isDisposed: true }]);
	expect(vi.getTimerCount()).toBe(0);
});

test("it says what is missing when nobody says where the workspace is", () => {
	expect(() => connectRivet({ workspaceId: "acme/site" })).toThrow(
		expect.objectContaining({ code: "invalid_argument" }),
	);
	expect(() => connectRivet({ workspaceId: "", endpoint: "http://localhost" })).toThrow(
		expect.objectContaining({ code: "invalid_workspace_id" }),
	);
});
