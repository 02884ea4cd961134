import { expect, test } from "vitest";
import { optionName } from "../../../src/components/items/tool-call/optionText.ts";

const nameOf = (name: string, optionKind: Parameters<typeof optionName>[0]["optionKind"]) =>
	optionName({ optionId: "a", name, optionKind });

test("a name that begins as our word continues it", () => {
	expect(nameOf("Always allow git push", "allow_always")).toEqual({ isContinuation: true, text: "git push" });
	expect(nameOf("Allow for this session", "allow_once")).toEqual({ isContinuation: true, text: "for this session" });
});

test.each([
	["Always allow nothing", "allow_always"],
	["Allow nothing", "allow_once"],
	["Allow once or always", "allow_once"],
	["Allow everything and don’t ask", "allow_once"],
	["Reject and allow always", "reject_once"],
	["Reject only this one", "reject_always"],
] as const)("a name that would change what our word says is quoted: %s", (name, optionKind) => {
	expect(nameOf(name, optionKind)).toEqual({ isContinuation: false, text: name });
});
