import type { RawAccess } from "rivetkit/db";
import * as v from "valibot";
import type { Head } from "../../src/protocol/index.ts";
import { importRefusal, notEmptyRefusal } from "../../src/rules/refusals.ts";
import { writeMeta } from "../database/metaTable.ts";
import { SCHEMA_STEPS } from "../database/migrations.ts";
import { type ExportHeader, exportHeaderSchema, transferredRowSchema } from "./exportFormat.ts";
import { MAX_PAGE_BYTES, unpackLines } from "./page.ts";
import { hasRows, writeImportedRows } from "./transferTables.ts";

interface WorkspaceImportDeps {
	readonly db: RawAccess;
	head(): Head;
}

/** What an import consists of, in this order. */
export type ImportStep =
	| { readonly step: "begin"; readonly header: unknown }
	| { readonly step: "part"; readonly data: string; readonly isLast: boolean }
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

/** Fills a new workspace with the rows of an export. The workspace has to be opened anew afterwards. */
export class WorkspaceImport {
	readonly #deps: WorkspaceImportDeps;
	#running: RunningImport | null = null;

	constructor(deps: WorkspaceImportDeps) {
		this.#deps = deps;
	}

	/** @throws {Refusal} `workspace_not_empty`, or `invalid_argument` for a header that this version cannot read. */
	async begin(header: unknown): Promise<void> {
		const parsed = v.safeParse(exportHeaderSchema, header);
		if (!parsed.success) throw importRefusal(`The first line is not that of an export: ${v.summarize(parsed.issues)}`);
		const { schema } = parsed.output;
		if (schema > SCHEMA_STEPS)
			throw importRefusal(`It comes from a newer version of workspace-chat (${parsed.output.package}).`);
		if (await hasRows(this.#deps.db)) throw notEmptyRefusal();
		this.#running = { header: parsed.output, seq: this.#deps.head().seq, rows: 0, parts: [] };
	}

	/**
	 * Takes a part of a page of lines, and stores the page with its last part.
	 *
	 * @throws {Refusal} `invalid_argument` for what is no row.
	 */
	async addPart(part: { readonly data: string; readonly isLast: boolean }): Promise<void> {
		const running = this.#require();
		running.parts.push(Buffer.from(part.data, "base64"));
		if (running.parts.reduce((bytes, { length }) => bytes + length, 0) > MAX_PAGE_BYTES) {
			this.#running = null;
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
			this.#running = null;
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
		this.#running = null;
		if (this.#deps.head().seq !== seq) throw notEmptyRefusal();
		if (stored !== rows) throw importRefusal(`It has ${stored} rows, and says that it has ${rows}.`);
		await writeMeta(this.#deps.db, IMPORT_META, { header, keepSandbox } satisfies CompletedImport);
	}

	#require(): RunningImport {
		if (this.#running) return this.#running;
		throw importRefusal("It has not begun, or the server was restarted in the middle of it.");
	}
}
