import * as v from "valibot";

/** Of the file. Another one is another format. */
const FORMAT_VERSION = 1;

/** The first line of an export. */
export interface ExportHeader {
	/** Always the same. */
	readonly format: "workspace-chat";
	/** Of the file. */
	readonly version: 1;
	/** How many steps of the database's migration the workspace had. */
	readonly schema: number;
	/** Of the workspace that was exported. */
	readonly workspaceId: string;
	/** Milliseconds since 1970. */
	readonly exportedAt: number;
	/** Which version of workspace-chat exported it. */
	readonly package: string;
}

export const exportHeaderSchema: v.GenericSchema<unknown, ExportHeader> = v.object({
	format: v.literal("workspace-chat"),
	version: v.literal(FORMAT_VERSION),
	schema: v.pipe(v.number(), v.integer()),
	workspaceId: v.string(),
	exportedAt: v.number(),
	package: v.string(),
});

export function createHeader(facts: Omit<ExportHeader, "format" | "version">): ExportHeader {
	return { format: "workspace-chat", version: FORMAT_VERSION, ...facts };
}

const scalarSchema = v.union([v.string(), v.number(), v.null()]);

/** Every line but the first and the last. */
export const transferredRowSchema = v.object({ table: v.string(), row: v.record(v.string(), scalarSchema) });

/** The last line: without it a file is not whole. */
export const exportEndSchema = v.object({
	end: v.literal(true),
	/** How many lines are between the first and this one. */
	rows: v.number(),
	/** Of all lines before this one, with their line breaks, in hexadecimal. */
	sha256: v.string(),
});
