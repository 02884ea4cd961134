import { describe, expect, test } from "vitest";
import { requireWorkspaceId } from "../../actors/access/identity.ts";

describe("a workspace id", () => {
	test.each(["acme/site", "ü".repeat(64), " "])("can be %j", (id) => {
		expect(requireWorkspaceId([id])).toBe(id);
	});

	test.each([
		["in two parts", ["acme", "site"]],
		["in no part", []],
		["without a character", [""]],
		["over 128 bytes", ["ü".repeat(65)]],
		["that is no text", [5]],
	])("%s is refused", (_name, key) => {
		expect(() => requireWorkspaceId(key)).toThrow(expect.objectContaining({ code: "invalid_workspace_id" }));
	});
});
