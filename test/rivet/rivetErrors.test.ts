import { ActorConnDisposed, RivetError } from "rivetkit/client";
import { expect, test } from "vitest";
import { WorkspaceError } from "../../src/core/index.ts";
import { fromRivetError } from "../../src/rivet/rivetErrors.ts";

test("a refusal of the actor keeps its code, message, hint and detail", () => {
	const metadata = { hint: "Wait for a prompt to end.", detail: "50 of 50", secret: 1 };
	const error = fromRivetError(new RivetError("user", "queue_full", "The queue is full.", { metadata }));
	expect(error.toInfo()).toEqual({
		code: "queue_full",
		message: "The queue is full.",
		hint: "Wait for a prompt to end.",
		detail: "50 of 50",
	});
});

test("a refusal for a time keeps that time", () => {
	const error = new RivetError("user", "rate_limited", "Too many.", { metadata: { retryAfterMs: 8_000 } });
	expect(fromRivetError(error).toInfo()).toMatchObject({ code: "rate_limited", retryAfterMs: 8_000 });
});

test("a refusal with a code that this version does not know keeps its words", () => {
	const metadata = { hint: "Ask the owner to unlock it." };
	const error = fromRivetError(new RivetError("user", "workspace_locked", "It is locked.", { metadata }));
	expect(error).toMatchObject({ code: "internal", message: "It is locked.", hint: "Ask the owner to unlock it." });
});

test("a malformed hint is left out", () => {
	const metadata = { hint: 5, detail: null };
	const error = fromRivetError(new RivetError("user", "forbidden", "No.", { metadata }));
	expect(error).toMatchObject({ code: "forbidden", hint: undefined, detail: undefined });
});

test.each([
	["auth", "forbidden", "forbidden"],
	["actor", "action_timed_out", "timeout"],
	["actor", "no_runner_config_configured", "no_server"],
	["actor", "action_not_found", "server_outdated"],
	["message", "incoming_too_long", "invalid_argument"],
	["rivetkit", "internal_error", "internal"],
	["user", "user_error", "internal"],
	["guard", "websocket_garbage_collected", "connection_lost"],
	["actor", "stopping", "connection_lost"],
	["ws", "going_away", "connection_lost"],
	["client", "get_params_failed", "connection_lost"],
])("Rivet's error %s.%s becomes %s", (group, code, expected) => {
	expect(fromRivetError(new RivetError(group, code, "…")).code).toBe(expected);
});

test("an error that is not Rivet's becomes `connection_lost`", () => {
	expect(fromRivetError(new ActorConnDisposed()).code).toBe("connection_lost");
	expect(fromRivetError("closed").code).toBe("connection_lost");
});

test("a WorkspaceError is returned as it is", () => {
	const error = new WorkspaceError({ code: "timeout", message: "Late." });
	expect(fromRivetError(error)).toBe(error);
});
