import * as v from "valibot";
import { LIMITS } from "../../src/protocol/index.ts";
import { createAct } from "../../src/rules/audit.ts";
import { readAuditPage, readAuditStart } from "../audit/AuditLog.ts";
import { toAuditLine } from "../audit/auditLines.ts";
import { readAuditHead, readAuditPeople, readAuditRowsAfter } from "../database/auditTable.ts";
import { PACKAGE_VERSION } from "../telemetry/meter.ts";
import { createActionHandler } from "./actionHandler.ts";
import { createAdminHandler } from "./adminHandler.ts";

export const getAuditLog = createActionHandler("getAuditLog", async ({ writer }, _caller, request) => {
	const { before, limit = LIMITS.defaultWindowItems, filter = {} } = request;
	// Refusals are stored with a flush.
	await writer.flush();
	return (await writer.read("getAuditLog", (tx) => readAuditPage(tx, { ...filter, before }, limit))).rows;
});

const ROWS_PER_PAGE = 500;

/** Reads a page of the audit log with all that it takes to verify it, for a program of the host. */
export const exportAuditPage = createAdminHandler(
	"exportAuditPage",
	v.object({ after: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))) }),
	async ({ writer, host }, { after }) => {
		if (after === null) {
			await writer.flush();
			await writer.commit("export_audit", async ({ audit }) =>
				audit(createAct({ actor: "host", action: "exportAuditLog" })),
			);
		}
		const { rows: page } = await writer.read("exportAuditPage", async (tx) => {
			const start = await readAuditStart(tx);
			const rows = await readAuditRowsAfter(tx, after ?? start.seq, ROWS_PER_PAGE);
			return { start, rows, people: await readAuditPeople(tx, rows), head: (await readAuditHead(tx)) ?? start };
		});
		const { start, rows, people, head } = page;
		const { workspaceId } = host;
		return {
			header: { workspaceId, exportedAt: Date.now(), package: PACKAGE_VERSION, start, head },
			lines: rows.map((row) => JSON.stringify(toAuditLine(row, people))),
			next: rows.length < ROWS_PER_PAGE ? null : (rows.at(-1)?.seq ?? null),
		};
	},
);
