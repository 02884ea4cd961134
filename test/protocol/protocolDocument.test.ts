import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { updateDocuments } from "../../scripts/actionTables.ts";
import { ACTION_NAMES, ERROR_CODES, EVENTS, PROTOCOL_VERSION } from "../../src/protocol/index.ts";

const document = readFileSync(new URL("../../docs/protocol.md", import.meta.url), "utf8");

/** The rows of the tables of a section, by what their first column says. */
function readRows(section: string): Readonly<Record<string, readonly string[]>> {
	const [, text = ""] = document.split(`\n## ${section}\n`);
	const [body = ""] = text.split("\n## ");
	const rows = body.split("\n").filter((line) => line.startsWith("| `"));
	return Object.fromEntries(
		rows.map((row) => {
			const [name = "", ...columns] = row
				.split("|")
				.slice(1)
				.map((column) => column.trim());
			return [name.replaceAll("`", ""), columns];
		}),
	);
}

test.each(updateDocuments())("the table of actions in $path is up to date; if not, run `npm run api`", (document) => {
	expect(document.before).toBe(document.after);
});

test("docs/protocol.md says of every action what it does", () => {
	const rows = readRows("Actions");
	expect(Object.keys(rows)).toEqual(ACTION_NAMES);
	for (const row of Object.values(rows)) expect(row[3]).toMatch(/^[A-Z].*\.$/);
});

test("docs/protocol.md lists every event and error code", () => {
	expect(Object.keys(readRows("Events")).sort()).toEqual(Object.keys(EVENTS).sort());
	expect(Object.keys(readRows("Errors")).sort()).toEqual([...ERROR_CODES].sort());
});

test("docs/protocol.md describes the current version", () => {
	expect(document).toContain(`This describes protocol version ${PROTOCOL_VERSION}.`);
});
