import { RivetError } from "rivetkit";
import { expect, test } from "vitest";
import { createWorkspaceLog, type LogEntry } from "../../actors/log/workspaceLog.ts";

function factsOf(facts: Readonly<Record<string, unknown>>): LogEntry["fields"] {
	const lines: LogEntry[] = [];
	const nobody = { info() {}, warn() {}, error() {} };
	createWorkspaceLog("acme/site", nobody, (entry) => lines.push(entry))("error", "action_failed", facts);
	return lines[0]?.fields ?? {};
}

test("keeps ids, numbers and codes", () => {
	const facts = { turnId: "0a-b_c", durationMs: 12, code: undefined, isLate: true };
	expect(factsOf(facts)).toEqual(facts);
});

test("keeps the message of an error, without its quotes", () => {
	const error = (() => {
		try {
			return JSON.parse("the secret plan");
		} catch (thrown) {
			return thrown;
		}
	})();
	expect(String(error)).toContain("the secret");
	for (const fact of [error, String(error)]) {
		expect(factsOf({ error: fact }).error).toMatch(/^SyntaxError: Unexpected token .* is not valid JSON$/);
		expect(JSON.stringify(factsOf({ error: fact }))).not.toContain("the secret");
	}
});

test("replaces likely credentials everywhere", () => {
	const logged = JSON.stringify(factsOf({ error: "401 for Bearer abcdefgh1234", more: { key: "sk-abcdefgh1234" } }));
	expect(logged).not.toContain("abcdefgh1234");
});

test("truncates long facts", () => {
	expect(String(factsOf({ error: "x".repeat(10_000) }).error)).toHaveLength(500);
});

test.each([
	[
		"as it is",
		new RivetError("sqlite", "commit_too_large", "An internal error occurred", {
			metadata: { bytes: 9, sql: "the plan" },
		}),
	],
	[
		"as JSON in the message of another",
		new Error(
			`__RIVET_ERROR_JSON__:${JSON.stringify({
				group: "sqlite",
				code: "commit_too_large",
				message: "An internal error occurred",
				metadata: { bytes: 9, sql: "the plan" },
			})}`,
		),
	],
])("logs the group, the code and the metadata names of a Rivet error %s, but no metadata values", (_how, error) => {
	expect(factsOf({ error })).toEqual({
		error: "RivetError: An internal error occurred",
		errorGroup: "sqlite",
		errorCode: "commit_too_large",
		errorMetadata: "bytes sql",
	});
});
