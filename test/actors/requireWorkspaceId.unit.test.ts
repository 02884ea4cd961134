import { describe, expect, test } from "vitest";
import { requireWorkspaceId } from "../../actors/access/identity.ts";

describe("a workspace id", () => {
	test.each(["acme/site", "ü".repeat(64), " ", "%2C", "\\", "a+b", "👩‍💻"])("can be %j", (id) => {
		expect(requireWorkspaceId([id])).toBe(id);
	});

	test.each([
		["in two parts", ["acme", "site"]],
		["in no part", []],
		["without a character", [""]],
		["over 128 bytes", ["ü".repeat(65)]],
		["that is no text", [5]],
		["with a comma", ["a,b"]],
		["with a zero character", ["a\0b"]],
		["with half of a surrogate pair", ["\ud800"]],
	])("%s is refused", (_name, key) => {
		expect(() => requireWorkspaceId(key)).toThrow(expect.objectContaining({ code: "invalid_workspace_id" }));
	});

	test.each([
		[[], "it is missing"],
		[[null], "it is missing"],
		[[5], "it is of type number"],
		[[{}], "it is of type object"],
	])("says what is wrong with the key %j", (key, problem) => {
		expect(() => requireWorkspaceId(key)).toThrow(`This workspace ID is invalid: ${problem}.`);
	});
});
