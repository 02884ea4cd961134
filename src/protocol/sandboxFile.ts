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
