import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FailureStreak } from "../../actors/log/FailureStreak.ts";
import { LOG_EVENTS } from "../../actors/log/workspaceLog.ts";

/** The events in the first column of the table in the docs. */
function documentedEvents(): string[] {
	const page = readFileSync(new URL("../../docs/observability.md", import.meta.url), "utf8");
	const table = page.slice(page.indexOf("| event | level |"), page.indexOf("An `error` is"));
	const names = table
		.split("\n")
		.slice(2)
		.map((row) => row.split("|")[1] ?? "");
	return names.flatMap((cell) => [...cell.matchAll(/`([a-z_]+)`/g)].map(([, event = ""]) => event));
}

test("the docs explain every event of the log, each once", () => {
	expect(documentedEvents().sort()).toEqual([...LOG_EVENTS].sort());
});

test("logs the first failure of a streak, and the number of failures when it recovers", () => {
	const lines: unknown[] = [];
	const streak = new FailureStreak((level, event, facts) => void lines.push({ level, event, facts }), "flush_failed");
	const error = new Error("The disk is full.");
	streak.recovered();
	for (let times = 0; times < 100; times++) streak.failed(error);
	streak.recovered();
	streak.recovered();
	streak.failed(error);
	const first = { level: "error", event: "flush_failed", facts: { error } };
	const recovered = { after: "flush_failed", failures: 100, durationMs: expect.any(Number) };
	expect(lines).toEqual([first, { level: "info", event: "recovered", facts: recovered }, first]);
});
