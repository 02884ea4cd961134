import type { RawAccess } from "rivetkit/db";
import * as v from "valibot";
import type { Person } from "../../src/protocol/index.ts";
import { importingRefusal, importRefusal, importRunningRefusal, notEmptyRefusal } from "../../src/rules/refusals.ts";
import { isAdmin } from "../access/admin.ts";
import type { AuditLog } from "../audit/AuditLog.ts";
import { deleteMeta, writeMeta } from "../database/metaTable.ts";
import { SCHEMA_STEPS } from "../database/migrations.ts";
import type { HostConnection } from "../host/workspaceHost.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { Writer } from "../writer/Writer.ts";
import { type ExportHeader, exportHeaderSchema, transferredRowSchema } from "./exportFormat.ts";
import { MAX_PAGE_BYTES, unpackLines } from "./page.ts";
import { deletePeopleRows, deleteRefusals, hasRows, writeImportedRows } from "./transferTables.ts";

interface WorkspaceImportDeps {
	readonly db: RawAccess;
	readonly writer: Pick<Writer, "head" | "flush">;
	readonly audit: Pick<AuditLog, "close">;
	readonly log: WorkspaceLog;
	/** Whether this start has found an import that is not complete. */
	readonly wasInterrupted: boolean;
	clients(): readonly HostConnection[];
	keepAwake(work: Promise<void>): void;
	/** Destroys the workspace. */
	destroy(by: Person): Promise<unknown>;
}

/** What an import consists of, in this order. */
export type ImportStep =
	| { readonly step: "begin"; readonly header: unknown }
	| { readonly step: "part"; readonly data: string; readonly isLast: boolean }
	| { readonly step: "abort" }
	| { readonly step: "finish"; readonly rows: number; readonly keepSandbox: boolean };

interface RunningImport {
	readonly header: ExportHeader;
	/** The head when it began: nothing else may happen in the workspace meanwhile. */
	readonly seq: number;
	rows: number;
	parts: Uint8Array[];
}

/** What the next start finds when an import is complete. */
export const IMPORT_META = "import";

/** What is stored under {@link IMPORT_META}. */
export interface CompletedImport {
	readonly header: ExportHeader;
	readonly keepSandbox: boolean;
}

/** What is stored under this name from the beginning of an import until it is complete. */
export const IMPORTING_META = "importing";

/** Who removes what an import has left behind, in logs. */
const IMPORT: Person = { userId: "workspace-chat:import", name: "Import" };

/** A program that sends nothing for so long has ended, or lost its connection. */
const SILENCE_MS = 120_000;

/**
 * Fills a new workspace with the rows of an export. From its beginning nobody else gets in, until the workspace was opened
 * again with all of them. When it fails, the workspace is destroyed: it was empty before.
 */
export class WorkspaceImport {
	readonly #deps: WorkspaceImportDeps;
	#running: RunningImport | null = null;
	/** There are rows of an import, which is not complete or has not been applied. */
	#isClosed: boolean;
	#silence: NodeJS.Timeout | undefined;

	constructor(deps: WorkspaceImportDeps) {
		this.#deps = deps;
		this.#isClosed = deps.wasInterrupted;
	}

	/** @throws {Refusal} `workspace_importing` from the beginning of an import until the workspace was opened again. */
	requireNone(): void {
		if (this.#isClosed) throw importingRefusal();
	}

	/** Call it when the workspace has started. Returns whether it goes on: not with a part of an import. */
	start(): boolean {
		if (this.#deps.wasInterrupted) this.#deps.keepAwake(this.#discard());
		return !this.#deps.wasInterrupted;
	}

	/** The workspace sleeps. A start that finds an import which is not complete removes it. */
	stop(): void {
		clearTimeout(this.#silence);
	}

	/**
	 * @throws {Refusal} `workspace_not_empty`, `workspace_importing` when another import runs, or `invalid_argument` for a
	 *   header that this version cannot read.
	 */
	async begin(header: unknown): Promise<void> {
		const parsed = v.safeParse(exportHeaderSchema, header);
		if (!parsed.success) throw importRefusal(`The first line is not that of an export: ${v.summarize(parsed.issues)}`);
		const { schema } = parsed.output;
		if (schema > SCHEMA_STEPS)
			throw importRefusal(`It comes from a newer version of workspace-chat (${parsed.output.package}).`);
		if (this.#isClosed) throw importRunningRefusal();
		this.#isClosed = true;
		const { db, writer, clients } = this.#deps;
		try {
			// What people did until now counts; the rest is refused.
			await writer.flush();
			if (await hasRows(db)) throw notEmptyRefusal();
			await writeMeta(db, IMPORTING_META, Date.now());
			await deleteRefusals(db);
			this.#deps.audit.close();
			await deletePeopleRows(db);
		} catch (error) {
			this.#isClosed = false;
			throw error;
		}
		await Promise.all(clients().flatMap((client) => (isAdmin(client) ? [] : client.close("importing"))));
		this.#running = { header: parsed.output, seq: writer.head().seq, rows: 0, parts: [] };
		this.#awaitNext();
	}

	/** The program that imports cannot go on. Nothing happens when no import runs. */
	async abort(): Promise<void> {
		if (this.#running) await this.#discard();
	}

	/** Never rejects. What cannot be removed now is removed by the next start. */
	async #discard(): Promise<void> {
		this.stop();
		this.#running = null;
		await this.#deps.destroy(IMPORT).catch((error: unknown) => {
			this.#deps.log("error", "import_not_removed", { error });
		});
	}

	/** The caller gets the response first. */
	#fail(): void {
		this.stop();
		this.#running = null;
		setImmediate(() => this.#deps.keepAwake(this.#discard()));
	}

	#awaitNext(): void {
		clearTimeout(this.#silence);
		this.#silence = setTimeout(() => this.#deps.keepAwake(this.#discard()), SILENCE_MS);
	}

	/**
	 * Takes a part of a page of lines, and stores the page with its last part.
	 *
	 * @throws {Refusal} `invalid_argument` for what is no row.
	 */
	async addPart(part: { readonly data: string; readonly isLast: boolean }): Promise<void> {
		const running = this.#require();
		this.#awaitNext();
		running.parts.push(Buffer.from(part.data, "base64"));
		if (running.parts.reduce((bytes, { length }) => bytes + length, 0) > MAX_PAGE_BYTES) {
			this.#fail();
			throw importRefusal("A page of it is too large.");
		}
		if (!part.isLast) return;
		const page = Buffer.concat(running.parts);
		running.parts = [];
		running.rows += await this.#store(page);
	}

	async #store(page: Uint8Array): Promise<number> {
		try {
			const rows = unpackLines(page).map((line) => v.parse(transferredRowSchema, JSON.parse(line)));
			await this.#deps.db.transaction((tx) => writeImportedRows(tx, rows), { name: "workspace.import" });
			return rows.length;
		} catch (error) {
			this.#fail();
			if (error instanceof RangeError || error instanceof SyntaxError || error instanceof v.ValiError)
				throw importRefusal(error.message);
			throw error;
		}
	}

	/**
	 * @param rows - How many rows the export says it has.
	 * @throws {Refusal} `workspace_not_empty` when somebody has used the workspace meanwhile, `invalid_argument` when rows
	 *   are missing.
	 */
	async finish(rows: number, keepSandbox: boolean): Promise<void> {
		const { header, seq, rows: stored } = this.#require();
		this.stop();
		this.#running = null;
		try {
			if (this.#deps.writer.head().seq !== seq) throw notEmptyRefusal();
			if (stored !== rows) throw importRefusal(`It has ${stored} rows, and says that it has ${rows}.`);
			await this.#deps.db.transaction(
				async (tx) => {
					await writeMeta(tx, IMPORT_META, { header, keepSandbox } satisfies CompletedImport);
					await deleteMeta(tx, IMPORTING_META);
				},
				{ name: "workspace.imported" },
			);
		} catch (error) {
			this.#fail();
			throw error;
		}
	}

	#require(): RunningImport {
		if (this.#running) return this.#running;
		throw importRefusal("It has not begun, or the server was restarted in the middle of it.");
	}
}
