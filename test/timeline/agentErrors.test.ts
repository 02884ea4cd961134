import { describe, expect, test } from "vitest";
import { errorInfoFromAcpError } from "../../actors/timeline/index.ts";
import { parseRecording } from "../../stories/fixtures/parseRecording.ts";
import { readRecordings } from "./readRecordings.ts";

describe("the agent's own text is found wherever it is", () => {
	test.each([
		[
			"in the message",
			{ code: -32603, message: "Internal error: API Error: 400 no such model" },
			"API Error: 400 no such model",
		],
		[
			"in the data's message",
			{ code: -32603, message: "Internal error", data: { message: "no such model" } },
			"no such model",
		],
		[
			"in the data's message, wrapped",
			{ code: -32603, message: "Internal error", data: { message: '{"error":{"message":"no such model"}}' } },
			"no such model",
		],
		[
			"in the error's name and the agent's stderr",
			{ code: -32603, message: "Internal error", data: { errorName: "ModelError", agentStderr: "no such model\n" } },
			"ModelError\nno such model",
		],
		[
			"after the SDK's phrases",
			{ code: -32603, message: "Internal agent error: Internal error: no such model" },
			"no such model",
		],
		[
			"after the SDK's label of its code",
			{ code: -32000, message: "Authentication required: Authentication required" },
			"Authentication required",
		],
		["after the SDK's label of another code", { code: -32602, message: "Invalid parameters: no model" }, "no model"],
		[
			"in a body after a status",
			{ code: -32603, message: 'API Error: 400 {"type":"error","error":{"type":"x","message":"no such model"}}' },
			"API Error: 400 no such model",
		],
		["beside braces", { code: 500, message: "no {model} here" }, "no {model} here"],
		["in the data itself", { code: -32603, message: "Internal error", data: "no such model" }, "no such model"],
		["in an error that was thrown", Object.assign(new Error("no such model"), { code: 500 }), "no such model"],
		["twice", { code: 500, message: "no such model", data: { message: "no such model" } }, "no such model"],
		["in something else that was thrown", "no such model", "no such model"],
	])("%s", (_name, error, detail) => {
		expect(errorInfoFromAcpError(error)).toMatchObject({ code: "agent_failed", detail });
	});
});

test.each([
	["not signed in", { code: 401, message: "denied" }, /signed in/],
	["not signed in, in ACP's words", { code: -32000, message: "Authentication required" }, /signed in/],
	["too many requests", { code: 429, message: "slow down" }, /over its limit/],
	["grown too long", { code: -32603, message: "Incomplete response returned, reason: max_output_tokens" }, /longer/],
	["cut off", { code: -32603, message: "stream disconnected before completion" }, /lost the connection/],
	["anything else", { code: -32603, message: "Internal error" }, /returned an error/],
])("people read what happened and what to do: %s", (_name, error, message) => {
	const fault = errorInfoFromAcpError(error);
	expect(fault.message).toMatch(message);
	expect(fault.message).toMatch(/^The agent couldn’t finish: /);
	expect(fault.hint).toMatch(/\.$/);
});

test("an error without text has no detail", () => {
	expect(errorInfoFromAcpError({ code: -32603, message: "Internal error" }).detail).toBeUndefined();
	expect(errorInfoFromAcpError(null).detail).toBe("null");
});

test("credentials in an error are redacted", () => {
	const words = "Incorrect API key: sk-proj-abcdefghijkl, Authorization: Bearer abcdef.123456789";
	const { detail } = errorInfoFromAcpError({ message: words });
	expect(detail).toBe("Incorrect API key: [redacted], Authorization: [redacted]");
});

test("long output is truncated", () => {
	expect(errorInfoFromAcpError({ message: "x".repeat(1_000_000) }).detail?.length).toBe(2_000);
});

test("each recorded error contains the agent's text", () => {
	const errors = readRecordings().flatMap(({ name, jsonl }) =>
		parseRecording(jsonl).flatMap(({ payload }) => (payload.error === undefined ? [] : [[name, payload.error]])),
	);
	const details = Object.fromEntries(
		errors.map(([name, error]) => [name, errorInfoFromAcpError(error).detail?.slice(0, 60)]),
	);
	expect(details).toEqual({
		"claude2-error400": "API Error: 400 fake model says: invalid request",
		"claude2-maxtok": "API Error: Claude's response exceeded the 128000 output toke",
		"codex-auth401": "unexpected status 401 Unauthorized: invalid x-api-key, url: ",
		"codex-error400": "fake model says: invalid request",
		"codex-maxtok": "stream disconnected before completion: Incomplete response r",
		"codex-midfail": "stream disconnected before completion: Transport error: netw",
	});
});
