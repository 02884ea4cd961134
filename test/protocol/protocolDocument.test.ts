import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ACTIONS, ERROR_CODES, EVENTS, PROTOCOL_VERSION } from "../../src/protocol/index.ts";

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

test("docs/protocol.md lists every action with its role and its request", () => {
	const rows = readRows("Actions");
	expect(Object.keys(rows).sort()).toEqual(Object.keys(ACTIONS).sort());
	for (const [name, { role, request }] of Object.entries(ACTIONS)) {
		const fields = "entries" in request ? Object.keys(Object(request.entries)) : [];
		const [describedRole, describedRequest = ""] = rows[name] ?? [];
		expect(describedRole).toBe(role);
		expect([...describedRequest.matchAll(/`(\w+)\??`/g)].map(([, field]) => field).sort()).toEqual(fields.sort());
	}
});

test("docs/protocol.md lists every event and error code", () => {
	expect(Object.keys(readRows("Events")).sort()).toEqual(Object.keys(EVENTS).sort());
	expect(Object.keys(readRows("Errors")).sort()).toEqual([...ERROR_CODES].sort());
});

test("docs/protocol.md describes the current version", () => {
	expect(document).toContain(`This describes protocol version ${PROTOCOL_VERSION}.`);
});
