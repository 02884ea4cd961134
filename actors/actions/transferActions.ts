import * as v from "valibot";
import { createAct } from "../../src/rules/audit.ts";
import { SCHEMA_STEPS } from "../database/migrations.ts";
import { PACKAGE_VERSION } from "../telemetry/meter.ts";
import { createHeader } from "../transfer/exportFormat.ts";
import { packLines, partOfPage } from "../transfer/page.ts";
import { EXPORT_START, readExportLines } from "../transfer/transferTables.ts";
import { createAdminHandler } from "./adminHandler.ts";

/** Before compression. */
const PAGE_BYTES = 600_000;
/** In base64 below Rivet's limit of 1 MiB for outgoing messages. */
const PART_BYTES = 600_000;

const positionSchema = v.object({
	table: v.pipe(v.number(), v.integer(), v.minValue(0)),
	after: v.nullable(v.array(v.union([v.string(), v.number()]))),
});

/** Reads a part of the next page of a backup. */
export const exportPage = createAdminHandler(
	"exportPage",
	v.object({ position: v.nullable(positionSchema), part: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
	async ({ writer, host }, { position, part }) => {
		if (position === null && part === 0)
			await writer.commit("export", async ({ audit }) =>
				audit(createAct({ actor: "host", action: "exportWorkspace" })),
			);
		await writer.flush();
		const { lines, next } = await readExportLines(host.db, position ?? EXPORT_START, PAGE_BYTES);
		const header = createHeader({
			schema: SCHEMA_STEPS,
			workspaceId: host.workspaceId,
			exportedAt: Date.now(),
			package: PACKAGE_VERSION,
		});
		return { header, next, ...partOfPage(packLines(lines), part, PART_BYTES) };
	},
);

/** Fills an empty workspace with a backup, step by step. */
export const importPage = createAdminHandler(
	"importPage",
	v.variant("step", [
		v.object({ step: v.literal("begin"), header: v.unknown() }),
		v.object({ step: v.literal("part"), data: v.string(), isLast: v.boolean() }),
		v.object({ step: v.literal("abort") }),
		v.object({ step: v.literal("finish"), rows: v.number(), keepSandbox: v.boolean() }),
	]),
	async ({ workspaceImport, leave }, request) => {
		if (request.step === "begin") await workspaceImport.begin(request.header);
		else if (request.step === "part") await workspaceImport.addPart(request);
		else if (request.step === "abort") await workspaceImport.abort();
		else {
			await workspaceImport.finish(request.rows, request.keepSandbox);
			// What is in memory is that of an empty workspace. The caller gets the response first.
			setImmediate(leave);
		}
		return {};
	},
);
