import { expect, test } from "vitest";
import { parseJsonRpcMessage } from "../../../actors/session/guard/jsonRpc.ts";

test.each([
	['{"id":0,"method":"a"}', "request"],
	['{"id":"x","method":"a"}', "request"],
	['{"method":"a"}', "notification"],
	['{"id":null,"method":"a"}', "notification"],
	['{"id":1,"result":null}', "response"],
	['{"id":1,"error":{}}', "response"],
])("%s is a %s", (json, kind) => {
	expect(parseJsonRpcMessage(json)?.kind).toBe(kind);
});

test.each(["", "nonsense", "null", "42", '"text"', "[1]", "{}", '{"id":1}', '{"result":1}', '{"id":{},"result":1}'])(
	"%s is not a message",
	(json) => {
		expect(parseJsonRpcMessage(json)).toBeNull();
	},
);
