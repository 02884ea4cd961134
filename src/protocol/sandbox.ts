import * as v from "valibot";
import { list, numberSchema, object, type Schema, timeSchema, variant, wholeNumberSchema } from "./schema.ts";

/** One entry of a folder in the sandbox. */
export interface FolderEntry {
	/** Its last part, without the folder. */
	readonly name: string;
	/** A link counts as what the sandbox says it is: a file. */
	readonly kind: "file" | "folder";
	/** Bytes; 0 for a folder. */
	readonly size: number;
	/** Milliseconds since 1970; null when the sandbox does not say. */
	readonly modifiedAt: number | null;
}

export const folderEntrySchema: Schema<FolderEntry> = object<FolderEntry>({
	name: v.string(),
	kind: v.picklist(["file", "folder"]),
	size: numberSchema,
	modifiedAt: v.nullable(numberSchema),
});

/** What is in a folder of the sandbox. */
export interface FolderListing {
	/** From the workspace's folder, with `/` between names; "" for that folder itself. */
	readonly path: string;
	/** Folders first, then by name. */
	readonly entries: readonly FolderEntry[];
	/** The folder has more entries than these: they are at most `LIMITS.folderEntries`. */
	readonly truncated: boolean;
}

export const folderListingSchema: Schema<FolderListing> = object<FolderListing>({
	path: v.string(),
	entries: list(folderEntrySchema),
	truncated: v.boolean(),
});

/** What is known about a file, whatever it contains. */
export interface FileMetadata {
	/** From the workspace's folder, with `/` between names. */
	readonly path: string;
	/** Bytes. */
	readonly size: number;
	/** Milliseconds since 1970; null where the sandbox does not say. */
	readonly modifiedAt: number | null;
	/** By the name of the file; `application/octet-stream` when the name gives no hint. */
	readonly mimeType: string;
}

const fileMetadataFields = {
	path: v.string(),
	size: wholeNumberSchema,
	modifiedAt: v.nullable(numberSchema),
	mimeType: v.string(),
};

/** A page of a text file, of whole lines where lines fit. */
export interface TextFilePage extends FileMetadata {
	/** Tells it apart from other files. */
	readonly kind: "text";
	/** The text of the page. */
	readonly text: string;
	/** Where the page begins, in bytes. */
	readonly offset: number;
	/** Where the next page begins; null at the end of the file. */
	readonly nextOffset: number | null;
	/** The number of the page's first line, from 1. */
	readonly line: number;
}

/** A file: text in pages, or the metadata of one that is not text or too large to read. */
export type FileContent = TextFilePage | (FileMetadata & { readonly kind: "binary" | "too_large" });

function metadataOnly<Kind extends "binary" | "too_large">(kind: Kind): Schema<FileMetadata & { readonly kind: Kind }> {
	return object<FileMetadata & { readonly kind: Kind }>({ ...fileMetadataFields, kind: v.literal(kind) });
}

export const fileContentSchema: Schema<FileContent> = variant<FileContent, "kind">(
	"kind",
	{
		text: object<TextFilePage>({
			...fileMetadataFields,
			kind: v.literal("text"),
			text: v.string(),
			offset: wholeNumberSchema,
			nextOffset: v.nullable(wholeNumberSchema),
			line: wholeNumberSchema,
		}),
		binary: metadataOnly("binary"),
		too_large: metadataOnly("too_large"),
	},
	v.never(),
);

/** A process that was started in the sandbox, such as a development server. Not the agent itself. */
export interface SandboxProcess {
	/** What `readProcess` sends. */
	readonly id: string;
	/** The command with its arguments. Whatever looks like a credential is removed. */
	readonly command: string;
	/** Whether it still runs. */
	readonly status: "running" | "exited";
	/** Null while it runs, and when a signal ended it. */
	readonly exitCode: number | null;
	/** Milliseconds since 1970. */
	readonly startedAt: number;
	/** Milliseconds since 1970; null while it runs. */
	readonly endedAt: number | null;
}

export const sandboxProcessSchema: Schema<SandboxProcess> = object<SandboxProcess>({
	id: v.string(),
	command: v.string(),
	status: v.picklist(["running", "exited"]),
	exitCode: v.nullable(numberSchema),
	startedAt: timeSchema,
	endedAt: v.nullable(timeSchema),
});

/** What a process has printed since the previous response, with its escape sequences. */
export interface ProcessOutput {
	/** The process as it is now. */
	readonly process: SandboxProcess;
	/** The new output. */
	readonly text: string;
	/** To be sent with the next request. */
	readonly after: number;
	/** There is more output already: ask again at once. */
	readonly hasMore: boolean;
	/** Some output before `text` is left out: there was too much of it, or it is no longer kept. */
	readonly skipped: boolean;
}

export const processOutputSchema: Schema<ProcessOutput> = object<ProcessOutput>({
	process: sandboxProcessSchema,
	text: v.string(),
	after: wholeNumberSchema,
	hasMore: v.boolean(),
	skipped: v.boolean(),
});
