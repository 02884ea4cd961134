import { RivetError } from "rivetkit/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ConnectionListener } from "../../src/core/index.ts";
import { connectRivet, type RivetClient } from "../../src/rivet/index.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

/** A fake of Rivet's connection, driven by the test. */
class FakeConnection {
	connStatus = "connecting";
	isDisposed = false;
	readonly listeners = new Map<string, (value: unknown) => void>();
	readonly action = vi.fn((_: unknown): Promise<unknown> => new Promise(() => {}));
	setStatus = (_: string) => {};
	reportError = (_: unknown) => {};

	on(name: string, listener: (value: unknown) => void) {
		this.listeners.set(name, listener);
	}
	onStatusChange(listener: (status: string) => void) {
		this.setStatus = (status) => {
			this.connStatus = status;
			listener(status);
		};
	}
	onError(listener: (error: unknown) => void) {
		this.reportError = listener;
	}
	async dispose() {
		this.isDisposed = true;
	}
}

function open(getParams: () => unknown = () => "token", { asksAtOnce = false, createMissing = true } = {}) {
	const made: FakeConnection[] = [];
	const handle = {
		getGatewayUrl: async () => "http://127.0.0.1:6420/gateway/workspace?rvt-method=get",
		connect() {
			const connection = new FakeConnection();
			made.push(connection);
			if (asksAtOnce) void params();
			return connection;
		},
	};
	const getOrCreate = vi.fn((..._: unknown[]) => handle);
	const listener = {
		onOpen: vi.fn(),
		onLost: vi.fn<ConnectionListener["onLost"]>(),
		onRefused: vi.fn(),
		onPatches: vi.fn(),
		onHead: vi.fn(),
		onPresence: vi.fn(),
	} satisfies ConnectionListener;
	const get = vi.fn((..._: unknown[]) => handle);
	const client = { get, getOrCreate } as unknown as RivetClient;
	const connection = connectRivet({ workspaceId: "acme/site", client, createMissing, getParams })(listener);
	const last = () => made.at(-1) ?? expect.unreachable("nothing was connected");
	/** What Rivet does when it connects. */
	function params() {
		const [, , options] = getOrCreate.mock.calls.at(-1) ?? [];
		return (options as { getParams(): Promise<unknown> }).getParams();
	}
	return { made, last, listener, connection, handle, get, getOrCreate, params };
}

test("connects to the actor of the workspace's key, with the host's params", async () => {
	const { getOrCreate, params } = open();
	expect(getOrCreate).toHaveBeenCalledWith("workspace", ["acme/site"], { getParams: expect.any(Function) });
	await expect(params()).resolves.toBe("token");
});

test("without `createMissing` it only gets the actor, and a missing one is a refusal", async () => {
	const { get, getOrCreate, listener, last } = open(undefined, { createMissing: false });
	expect(get).toHaveBeenCalledWith("workspace", ["acme/site"], { getParams: expect.any(Function) });
	expect(getOrCreate).not.toHaveBeenCalled();
	last().reportError(new RivetError("actor", "not_found", "No such actor."));
	expect(listener.onRefused.mock.calls[0]?.[0]).toMatchObject({ code: "workspace_not_found" });
});

test("without `createMissing` a connection that never opened is asked for the reason, which Rivet does not report", async () => {
	const missing = { group: "actor", code: "not_found", message: "No such actor." };
	const request = vi.fn(async (_: unknown) => Response.json(missing, { status: 400 }));
	vi.stubGlobal("fetch", request);
	const { listener, last } = open(undefined, { createMissing: false });
	last().setStatus("disconnected");
	last().setStatus("idle");
	await vi.advanceTimersByTimeAsync(0);
	expect(listener.onRefused.mock.calls[0]?.[0]).toMatchObject({ code: "workspace_not_found" });
	expect(listener.onLost).not.toHaveBeenCalled();
	expect(request.mock.calls).toEqual([["http://127.0.0.1:6420/gateway/workspace?rvt-method=get"]]);
});

test.each([
	["a proxy refuses to tell", async () => new Response("Forbidden", { status: 403 })],
	["there is no engine", async () => Promise.reject(new TypeError("fetch failed"))],
	["the workspace is there", async () => new Response("An actor.")],
	["it cannot start", async () => Response.json({ group: "actor", code: "ready_timeout" }, { status: 503 })],
])("without `createMissing` a connection that never opened is lost when %s", async (_name, answer) => {
	vi.stubGlobal("fetch", answer);
	const { listener, last } = open(undefined, { createMissing: false });
	last().setStatus("disconnected");
	await vi.advanceTimersByTimeAsync(0);
	expect(listener.onLost).toHaveBeenCalledOnce();
	expect(listener.onRefused).not.toHaveBeenCalled();
});

test("without `createMissing` a connection is lost after a moment when nothing says why it did not open", async () => {
	vi.stubGlobal("fetch", () => new Promise(() => {}));
	const { listener, last } = open(undefined, { createMissing: false });
	last().setStatus("disconnected");
	await vi.advanceTimersByTimeAsync(3_000);
	expect(listener.onLost).toHaveBeenCalledOnce();
	expect(listener.onRefused).not.toHaveBeenCalled();
	expect(last().isDisposed).toBe(true);
});

test("a missing actor that would be created is no refusal", () => {
	const { listener, last } = open();
	last().reportError(new RivetError("actor", "not_found", "No such actor."));
	expect(listener.onRefused).not.toHaveBeenCalled();
});

test("params that cannot be had end the attempt with the reason, and Rivet does not ask again", async () => {
	const getParams = vi.fn(async () => {
		throw new Error("The token service answered 500.");
	});
	const { params, listener, last } = open(getParams);
	void params();
	await vi.advanceTimersByTimeAsync(0);
	expect(listener.onLost).toHaveBeenCalledOnce();
	expect(listener.onLost.mock.calls[0]?.[0]?.toInfo()).toMatchObject({
		code: "params_failed",
		detail: "getParams: The token service answered 500.",
	});
	expect(last().isDisposed).toBe(true);
	void params();
	await vi.advanceTimersByTimeAsync(10_000);
	expect(getParams).toHaveBeenCalledOnce();
});

test("params that throw before Rivet has returned the connection end it, too", async () => {
	const getParams = () => {
		throw new Error("There is no session.");
	};
	const { listener, last } = open(getParams, { asksAtOnce: true });
	await vi.advanceTimersByTimeAsync(0);
	expect(listener.onLost.mock.calls[0]?.[0]?.toInfo()).toMatchObject({ code: "params_failed" });
	expect(last().isDisposed).toBe(true);
});

test("subscribes before it opens, and reports that it is open after Rivet has subscribed", async () => {
	const { last, listener } = open();
	expect([...last().listeners.keys()]).toEqual([
		"workspace.patches",
		"workspace.head",
		"workspace.read",
		"workspace.presence",
		"workspace.destroyed",
	]);
	last().setStatus("connected");
	expect(listener.onOpen).not.toHaveBeenCalled();
	await Promise.resolve();
	expect(listener.onOpen).toHaveBeenCalledOnce();
	last().listeners.get("workspace.patches")?.("batch");
	last().listeners.get("workspace.head")?.("head");
	last().listeners.get("workspace.presence")?.("change");
	expect(listener.onPresence).toHaveBeenCalledWith("change");
	expect(listener.onPatches).toHaveBeenCalledWith("batch");
	expect(listener.onHead).toHaveBeenCalledWith("head");
});

test("reports a connection that Rivet could not open as lost, and dials no other", async () => {
	const { made, last, listener } = open();
	last().reportError(new RivetError("client", "connection_open_failed", "No such host"));
	last().setStatus("idle");
	await vi.advanceTimersByTimeAsync(60_000);
	expect(listener.onLost).toHaveBeenCalledOnce();
	expect(listener.onOpen).not.toHaveBeenCalled();
	expect(made).toMatchObject([{ isDisposed: true }]);
});

test("reports a lost connection once, and disposes of it so that Rivet does not reconnect", async () => {
	const { made, last, listener } = open();
	for (const status of ["connected", "disconnected", "connecting", "connected"]) {
		last().setStatus(status);
		await Promise.resolve();
	}
	await vi.advanceTimersByTimeAsync(60_000);
	expect(listener.onLost).toHaveBeenCalledOnce();
	expect(listener.onOpen).toHaveBeenCalledOnce();
	expect(made).toMatchObject([{ isDisposed: true }]);
});

test("gives Rivet no params to reconnect with once the connection is lost", async () => {
	const { last, params } = open();
	last().setStatus("connected");
	last().setStatus("disconnected");
	const asked = params();
	await expect(Promise.race([asked, vi.advanceTimersByTimeAsync(60_000).then(() => "none")])).resolves.toBe("none");
});

test("reports a refusal that Rivet gives as the reason for the loss", async () => {
	const { last, listener } = open();
	last().setStatus("disconnected");
	last().reportError(new RivetError("user", "unauthenticated", "Connection closed: user.unauthenticated"));
	await Promise.resolve();
	expect(listener.onRefused).toHaveBeenCalledOnce();
	expect(listener.onLost).not.toHaveBeenCalled();
});

test("reports a refusal once, and is over", async () => {
	const { made, last, listener } = open();
	const { reportError } = last();
	reportError(new RivetError("user", "unauthenticated", "Who are you?", { metadata: { hint: "Sign in." } }));
	reportError(new RivetError("user", "unauthenticated", "Connection closed: user.unauthenticated"));
	await vi.advanceTimersByTimeAsync(60_000);
	expect(listener.onRefused).toHaveBeenCalledOnce();
	expect(listener.onRefused.mock.calls[0]?.[0]).toMatchObject({ code: "unauthenticated", hint: "Sign in." });
	expect(made).toMatchObject([{ isDisposed: true }]);
});

test("rejects an unanswered action at its deadline", async () => {
	const { last, connection } = open();
	last().setStatus("connected");
	const answer = connection.call("getItem", { id: "1" }, { timeoutMs: 500 });
	const rejected = expect(answer).rejects.toMatchObject({ code: "timeout" });
	await vi.advanceTimersByTimeAsync(500);
	await rejected;
	expect(last().action).toHaveBeenCalledWith({ name: "getItem", args: [{ id: "1" }] });
});

test("rejects an action without an open connection, and does not queue it", async () => {
	const { last, connection } = open();
	const answer = connection.call("getItem", { id: "1" }, { timeoutMs: 500 });
	await expect(answer).rejects.toMatchObject({ code: "connection_lost" });
	expect(last().action).not.toHaveBeenCalled();
});

test("reports nothing after it was closed", async () => {
	const { made, last, listener, connection } = open();
	last().setStatus("connected");
	connection.close();
	connection.close();
	await vi.advanceTimersByTimeAsync(60_000);
	made[0]?.listeners.get("workspace.head")?.("late");
	made[0]?.setStatus("idle");
	expect(listener.onOpen).not.toHaveBeenCalled();
	expect(listener.onHead).not.toHaveBeenCalled();
	expect(made).toMatchObject([{ isDisposed: true }]);
	expect(vi.getTimerCount()).toBe(0);
});

test("throws when neither `endpoint` nor `client` is given, and for an invalid workspace id", () => {
	expect(() => connectRivet({ workspaceId: "acme/site" })).toThrow(
		expect.objectContaining({ code: "invalid_argument" }),
	);
	expect(() => connectRivet({ workspaceId: "", endpoint: "http://localhost" })).toThrow(
		expect.objectContaining({ code: "invalid_workspace_id" }),
	);
});
