/** One name in a folder of the sandbox. */
export interface FolderEntry {
	readonly name: string;
	/** A link counts as what the sandbox says it is: a file. */
	readonly kind: "file" | "folder";
	/** Bytes. Says nothing for a folder. */
	readonly size: number;
	/** Milliseconds since 1970; null when the sandbox does not say. */
	readonly modifiedAt: number | null;
}

export interface FolderListing {
	/** From the workspace's folder, with `/` between names; "" for that folder itself. */
	readonly path: string;
	/** Folders first, then by name. */
	readonly entries: readonly FolderEntry[];
	/** There are more than are told. */
	readonly truncated: boolean;
}

/** What is known about a file whatever is in it. */
export interface FileMetadata {
	/** From the workspace's folder, with `/` between names. */
	readonly path: string;
	/** Bytes. */
	readonly size: number;
	readonly modifiedAt: number | null;
	/** By the name of the file; `application/octet-stream` when that says nothing. */
	readonly mimeType: string;
}

/** A page of a text file, of whole lines where lines fit. */
export interface TextFilePage extends FileMetadata {
	readonly kind: "text";
	readonly text: string;
	/** Where the page begins, in bytes. */
	readonly offset: number;
	/** Where the next page begins; null at the end of the file. */
	readonly nextOffset: number | null;
	/** The number of the page's first line, from 1. */
	readonly line: number;
}

/** A file: text in pages, or what is known of one that is no text, or too large to be looked at. */
export type FileContent = TextFilePage | (FileMetadata & { readonly kind: "binary" | "too_large" });

/** A process that somebody started through the sandbox, such as a server to look at. Not the agent itself. */
export interface SandboxProcess {
	readonly id: string;
	/** The command with its arguments. What looks like a credential is taken out. */
	readonly command: string;
	readonly status: "running" | "exited";
	/** Null while it runs, and when a signal ended it. */
	readonly exitCode: number | null;
	readonly startedAt: number;
	readonly endedAt: number | null;
}

/** What a process has printed since the last look, with its escape sequences. */
export interface ProcessOutput {
	readonly process: SandboxProcess;
	readonly text: string;
	/** For the next look. */
	readonly after: number;
	/** More is there already: look again at once. */
	readonly hasMore: boolean;
	/** What came before `text` is not told: it is long past, or no longer kept. */
	readonly skipped: boolean;
}
