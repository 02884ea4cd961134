import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createFailureStreak } from "../../actors/log/failureStreak.ts";
import { LOG_EVENTS } from "../../actors/log/workspaceLog.ts";

/** The events that the table in the docs names in its first column. */
function documentedEvents(): string[] {
	const page = readFileSync(new URL("../../docs/observability.md", import.meta.url), "utf8");
	const table = page.slice(page.indexOf("| event | level |"), page.indexOf("An `error` is"));
	const names = table
		.split("\n")
		.slice(2)
		.map((row) => row.split("|")[1] ?? "");
	return names.flatMap((cell) => [...cell.matchAll(/`([a-z_]+)`/g)].map(([, event = ""]) => event));
}

test("the docs explain every line of the log, each once", () => {
	expect(documentedEvents().sort()).toEqual([...LOG_EVENTS].sort());
});

test("of a row of failures the first is told, and how many they were when it is over", () => {
	const lines: unknown[] = [];
	const row = createFailureStreak((level, event, facts) => void lines.push({ level, event, facts }), "flush_failed");
	const error = new Error("The disk is full.");
	row.recovered();
	for (let times = 0; times < 100; times++) row.failed(error);
	row.recovered();
	row.recovered();
	row.failed(error);
	const first = { level: "error", event: "flush_failed", facts: { error } };
	const over = { after: "flush_failed", failures: 100, durationMs: expect.any(Number) };
	expect(lines).toEqual([first, { level: "info", event: "recovered", facts: over }, first]);
});
