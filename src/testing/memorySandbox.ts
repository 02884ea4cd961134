import type {
	Attachment,
	ContentPage,
	FileContent,
	FindFilesRequest,
	FolderEntry,
	FolderListing,
	ListFilesRequest,
	Person,
	ProcessOutput,
	ReadFileRequest,
	ReadProcessRequest,
	SandboxProcess,
	UploadAttachmentRequest,
	UploadAttachmentResponse,
} from "../protocol/index.ts";
import {
	isNextChunk,
	requireClaimable,
	requireFilesFit,
	requireSameUpload,
	requireUploadRoom,
	sanitizeFileName,
} from "../rules/attachments.ts";
import { pageOf } from "../rules/binaryContent.ts";
import { entryPath, toListing } from "../rules/folderListing.ts";
import { ATTACHMENT_FOLDER, isDotPath } from "../rules/hiddenFiles.ts";
import {
	fileNotFoundRefusal,
	notAFileRefusal,
	notAFolderRefusal,
	outsideFolderRefusal,
	processNotFoundRefusal,
	type Refusal,
	sandboxNotReadyRefusal,
} from "../rules/refusals.ts";

/**
 * The files of an in-memory workspace by their paths: texts, or the bytes of what is no text.
 *
 * @example
 * const files: MemorySandboxFiles = { "README.md": "# Sample\n", "logo.png": new Uint8Array([0x89, 0x50, 0x4e, 0x47]) };
 */
export type MemorySandboxFiles = Readonly<Record<string, string | Uint8Array>>;

/** The files of an in-memory workspace, as its actions read them. */
export class MemoryFolder {
	readonly #files: ReadonlyMap<string, string | Uint8Array> | null;

	readonly #attachments: MemoryAttachments;

	/** @param files - Undefined when the sandbox is not there. */
	constructor(files: MemorySandboxFiles | undefined, attachments: MemoryAttachments) {
		this.#files = files ? new Map(Object.entries(files)) : null;
		this.#attachments = attachments;
	}

	/** @param hidden - Refuses hidden files; null for a person who may see them. */
	list({ path: requested }: ListFilesRequest, hidden: Refusal | null): FolderListing {
		const files = this.#requireFiles();
		const path = normalizePath(requested);
		if (hidden && isDotPath(path)) throw hidden;
		if (!isFolder(files, path)) throw files.has(path) ? notAFolderRefusal() : fileNotFoundRefusal();
		return { path, entries: toListing(path, findEntries(files, path), hidden === null), truncated: false };
	}

	read({ path: requested, offset = 0, limit = 131_072 }: ReadFileRequest, hidden: Refusal | null): FileContent {
		const files = this.#requireFiles();
		const path = normalizePath(requested);
		if (hidden && isDotPath(path)) throw hidden;
		const content = files.get(path) ?? this.#attachments.contentAt(path);
		if (content === undefined) throw isFolder(files, path) ? notAFileRefusal() : fileNotFoundRefusal();
		return readPage(path, content, offset, limit);
	}

	/** Matches in the name of a file come before matches in its folders. */
	find({ query, limit = 20 }: FindFilesRequest, hidden: Refusal | null): { readonly paths: readonly string[] } {
		const typed = query.toLowerCase();
		const seen = [...this.#requireFiles().keys()].filter((path) => !(hidden && isDotPath(path)));
		const found = seen.filter((path) => path.toLowerCase().includes(typed));
		const distance = (path: string) => Math.abs(path.toLowerCase().lastIndexOf(typed) - path.lastIndexOf("/"));
		return { paths: found.sort((one, other) => distance(one) - distance(other)).slice(0, limit) };
	}

	#requireFiles(): ReadonlyMap<string, string | Uint8Array> {
		if (!this.#files) throw sandboxNotReadyRefusal();
		return this.#files;
	}
}

function normalizePath(path: string): string {
	const names = path.split("/").filter((name) => name !== "" && name !== ".");
	if (path.startsWith("/") || names.includes("..")) throw outsideFolderRefusal();
	return names.join("/");
}

function isFolder(files: ReadonlyMap<string, unknown>, path: string): boolean {
	return path === "" || [...files.keys()].some((other) => other.startsWith(`${path}/`));
}

function findEntries(files: ReadonlyMap<string, string | Uint8Array>, folder: string): readonly FolderEntry[] {
	const prefix = entryPath(folder, "");
	const entries = new Map<string, FolderEntry>();
	for (const [path, content] of files) {
		if (!path.startsWith(prefix)) continue;
		const [name = "", ...below] = path.slice(prefix.length).split("/");
		entries.set(name, { name, kind: below.length > 0 ? "folder" : "file", size: sizeOf(content), modifiedAt: null });
	}
	return [...entries.values()];
}

const NEWLINE_BYTE = 0x0a;

/** A page of a text ends with a whole line where it can. */
function readPage(path: string, content: string | Uint8Array, offset: number, limit: number): FileContent {
	const facts = { path, size: sizeOf(content), modifiedAt: null };
	if (typeof content !== "string") return { ...facts, kind: "binary", mimeType: "application/octet-stream" };
	const bytes = new TextEncoder().encode(content);
	const isLast = offset + limit >= bytes.length;
	const lines = bytes.subarray(offset, offset + limit).lastIndexOf(NEWLINE_BYTE) + 1;
	const end = isLast ? bytes.length : offset + (lines || limit);
	const decode = (from: number, to: number) => new TextDecoder().decode(bytes.subarray(from, to));
	return {
		...facts,
		kind: "text",
		mimeType: "text/plain",
		text: decode(offset, end),
		offset,
		nextOffset: isLast ? null : end,
		line: decode(0, offset).split("\n").length,
	};
}

function sizeOf(content: string | Uint8Array): number {
	return typeof content === "string" ? new TextEncoder().encode(content).length : content.length;
}

/** A process of an in-memory workspace, and all that it has printed. */
export interface MemoryProcess extends SandboxProcess {
	/** All that it has printed, with escape sequences. */
	readonly output: string;
}

/** The processes of an in-memory workspace, as its actions read them. */
export class MemoryProcesses {
	readonly #processes: readonly MemoryProcess[];

	constructor(processes: readonly MemoryProcess[]) {
		this.#processes = processes;
	}

	list(): { readonly processes: readonly SandboxProcess[] } {
		const processes = this.#processes.map(({ output: _output, ...process }) => process);
		return { processes: processes.sort((one, other) => other.startedAt - one.startedAt) };
	}

	read({ processId, after = 0 }: ReadProcessRequest): ProcessOutput {
		const found = this.#processes.find(({ id }) => id === processId);
		if (!found) throw processNotFoundRefusal();
		const { output, ...process } = found;
		return { process, text: output.slice(after), after: output.length, hasMore: false, skipped: false };
	}
}

interface StoredAttachment extends Attachment {
	readonly userId: string;
	readonly received: number;
	readonly isSent: boolean;
	/** One character for each byte that is there. */
	readonly bytes: string;
}

/** The files that people have attached in an in-memory workspace. */
export class MemoryAttachments {
	readonly #files = new Map<string, StoredAttachment>();

	receiveChunk(by: Person, request: UploadAttachmentRequest): UploadAttachmentResponse {
		const { attachmentId, offset, data } = request;
		const file = this.#files.get(attachmentId) ?? this.#begin(by, request);
		requireSameUpload(file, by, request);
		const bytes = isNextChunk(file, offset, atob(data).length) ? file.bytes + atob(data) : file.bytes;
		this.#files.set(attachmentId, { ...file, received: bytes.length, bytes });
		return { attachmentId, received: bytes.length };
	}

	/** A page of a file that a prompt has sent; null when there is none. */
	findPage(id: string, offset = 0): ContentPage | null {
		const file = this.#files.get(id);
		return file?.isSent ? pageOf(btoa(file.bytes), offset) : null;
	}

	/** The content of a file that a prompt has sent, by its path in the folder: text, or the bytes of what is no text. */
	contentAt(path: string): string | Uint8Array | undefined {
		const file = [...this.#files.values()].find(({ uri, isSent }) => isSent && uri === attachmentUri(path));
		if (!file) return undefined;
		const bytes = Uint8Array.from(file.bytes, (character) => character.charCodeAt(0));
		return file.mimeType.startsWith("text/") ? new TextDecoder().decode(bytes) : bytes;
	}

	/** The files that a prompt names. */
	claim(by: Person, ids: readonly string[]): readonly Attachment[] {
		const files = [...new Set(ids)].map((id) => {
			const file = this.#files.get(id);
			return requireClaimable(file, file?.isSent ?? false, by);
		});
		requireFilesFit(files);
		for (const file of files) this.#files.set(file.id, { ...file, isSent: true });
		return files.map(
			({ userId: _userId, received: _received, isSent: _isSent, bytes: _bytes, ...attachment }) => attachment,
		);
	}

	#begin(by: Person, request: UploadAttachmentRequest): StoredAttachment {
		const unsent = [...this.#files.values()].filter((file) => file.userId === by.userId && !file.isSent);
		const bytes = unsent.reduce((sum, { size }) => sum + size, 0);
		requireUploadRoom(request, { files: unsent.length, bytes });
		const { attachmentId: id, mimeType, size, thumbnail } = request;
		const name = sanitizeFileName(request.name);
		const uri = attachmentUri(`${ATTACHMENT_FOLDER}/${name}`);
		const attachment = { id, name, mimeType, size, uri, ...(thumbnail && { thumbnail }) };
		return { ...attachment, userId: by.userId, received: 0, isSent: false, bytes: "" };
	}
}

/** The address of a file by its path in the folder. */
function attachmentUri(path: string): string {
	return `file:///workspace/${path.split("/").map(encodeURIComponent).join("/")}`;
}
