import { expect, test } from "vitest";
import { createWorkspaceLog } from "../../actors/log/createWorkspaceLog.ts";
import type { LogEntry } from "../../actors/log/workspaceLog.ts";

function factsOf(facts: Readonly<Record<string, unknown>>): LogEntry["facts"] {
	const lines: LogEntry[] = [];
	const nobody = { info() {}, warn() {}, error() {} };
	createWorkspaceLog("acme/site", nobody, (entry) => lines.push(entry))("error", "action_failed", facts);
	return lines[0]?.facts ?? {};
}

test("ids, numbers and codes stay as they are", () => {
	const facts = { turnId: "0a-b_c", durationMs: 12, code: undefined, isLate: true };
	expect(factsOf(facts)).toEqual(facts);
});

test("an error's words stay, without what they quote", () => {
	const error = (() => {
		try {
			return JSON.parse("the secret plan");
		} catch (thrown) {
			return thrown;
		}
	})();
	expect(String(error)).toContain("the secret");
	for (const told of [error, String(error)]) {
		expect(factsOf({ error: told }).error).toMatch(/^SyntaxError: Unexpected token .* is not valid JSON$/);
		expect(JSON.stringify(factsOf({ error: told }))).not.toContain("the secret");
	}
});

test("what looks like a credential is left out, wherever it stands", () => {
	const told = JSON.stringify(factsOf({ error: "401 for Bearer abcdefgh1234", more: { key: "sk-abcdefgh1234" } }));
	expect(told).not.toContain("abcdefgh1234");
});

test("a fact is never longer than a line", () => {
	expect(String(factsOf({ error: "x".repeat(10_000) }).error)).toHaveLength(500);
});
