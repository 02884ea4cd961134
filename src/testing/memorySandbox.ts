import {
	type Attachment,
	type FileContent,
	type FolderEntry,
	LIMITS,
	type Person,
	type SandboxProcess,
	type UploadAttachmentRequest,
	type UploadAttachmentResponse,
	type WorkspaceActions,
} from "../protocol/index.ts";
import { actionRefusedError } from "./refusals.ts";

/** The files of an in-memory workspace by their paths: texts, or bytes of what is no text. */
export type MemorySandboxFiles = Readonly<Record<string, string | Uint8Array>>;

type FileActions = Pick<WorkspaceActions, "listFiles" | "readFile" | "findFiles">;

/** The actions that look at files. Without files there is no sandbox to look into. */
export function createMemoryFileActions(files: MemorySandboxFiles | undefined): FileActions {
	const all = new Map(Object.entries(files ?? {}));

	function requireSandbox(): void {
		if (!files) throw actionRefusedError("session_not_ready");
	}

	function open(asked: string): string {
		requireSandbox();
		const names = asked.split("/").filter((name) => name !== "" && name !== ".");
		if (asked.startsWith("/") || names.includes("..")) throw actionRefusedError("invalid_argument");
		return names.join("/");
	}

	function isFolder(path: string): boolean {
		return path === "" || [...all.keys()].some((other) => other.startsWith(`${path}/`));
	}

	return {
		async listFiles({ path: asked }) {
			const path = open(asked);
			if (!isFolder(path)) throw actionRefusedError(all.has(path) ? "invalid_argument" : "not_found");
			return { path, entries: listEntries(all, path === "" ? "" : `${path}/`), truncated: false };
		},
		async readFile({ path: asked, offset = 0, limit = 131_072 }) {
			const path = open(asked);
			const content = all.get(path);
			if (content === undefined) throw actionRefusedError(isFolder(path) ? "invalid_argument" : "not_found");
			return readContent(path, content, offset, limit);
		},
		async findFiles({ query, limit = 20 }) {
			requireSandbox();
			const typed = query.toLowerCase();
			const found = [...all.keys()].filter((path) => path.toLowerCase().includes(typed));
			const place = (path: string) => path.toLowerCase().lastIndexOf(typed) - path.lastIndexOf("/");
			return { paths: found.sort((one, other) => Math.abs(place(one)) - Math.abs(place(other))).slice(0, limit) };
		},
	};
}

function listEntries(files: ReadonlyMap<string, string | Uint8Array>, folder: string): readonly FolderEntry[] {
	const entries = new Map<string, FolderEntry>();
	for (const [path, content] of files) {
		if (!path.startsWith(folder)) continue;
		const [name = "", ...below] = path.slice(folder.length).split("/");
		const kind = below.length > 0 ? "folder" : "file";
		entries.set(name, { name, kind, size: kind === "file" ? sizeOf(content) : 0, modifiedAt: null });
	}
	return [...entries.values()].sort(
		(one, other) => other.kind.localeCompare(one.kind) || one.name.localeCompare(other.name, "en"),
	);
}

function readContent(path: string, content: string | Uint8Array, offset: number, limit: number): FileContent {
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

const NEWLINE_BYTE = 0x0a;

function sizeOf(content: string | Uint8Array): number {
	return typeof content === "string" ? new TextEncoder().encode(content).length : content.length;
}

/** A process of an in-memory workspace, and all that it has printed. */
export interface MemoryProcess extends SandboxProcess {
	readonly output: string;
}

type ProcessActions = Pick<WorkspaceActions, "listProcesses" | "readProcess">;

/** The actions that look at processes. */
export function createMemoryProcessActions(processes: readonly MemoryProcess[]): ProcessActions {
	return {
		async listProcesses() {
			const told = processes.map(({ output: _output, ...process }) => process);
			return { processes: told.sort((one, other) => other.startedAt - one.startedAt) };
		},
		async readProcess({ processId, after = 0 }) {
			const found = processes.find(({ id }) => id === processId);
			if (!found) throw actionRefusedError("not_found");
			const { output, ...process } = found;
			return { process, text: output.slice(after), after: output.length, hasMore: false, skipped: false };
		},
	};
}

interface StoredAttachment extends Attachment {
	readonly by: string;
	readonly received: number;
	readonly isSent: boolean;
}

/** The files that people have attached in an in-memory workspace: what they are, not what is in them. */
export interface MemoryAttachments {
	receiveChunk(by: Person, request: UploadAttachmentRequest): UploadAttachmentResponse;
	/** The files a prompt names. */
	claim(by: Person, ids: readonly string[]): readonly Attachment[];
}

export function createMemoryAttachments(): MemoryAttachments {
	const files = new Map<string, StoredAttachment>();

	function begin(
		by: Person,
		{ attachmentId: id, name, mimeType, size, thumbnail }: UploadAttachmentRequest,
	): StoredAttachment {
		if (size > LIMITS.attachmentBytes) throw actionRefusedError("attachment_too_large");
		const uri = `file:///workspace/.workspace-chat/attachments/${encodeURIComponent(name)}`;
		return {
			id,
			name,
			mimeType,
			size,
			uri,
			...(thumbnail && { thumbnail }),
			by: by.userId,
			received: 0,
			isSent: false,
		};
	}

	function requireWhole(by: Person, id: string): StoredAttachment {
		const file = files.get(id);
		const isTheirs = file?.by === by.userId || file?.isSent;
		if (file && isTheirs && file.received === file.size) return file;
		throw actionRefusedError("attachment_not_found");
	}

	return {
		receiveChunk(by, request) {
			const { attachmentId, offset, data } = request;
			const file = files.get(attachmentId) ?? begin(by, request);
			if (file.by !== by.userId) throw actionRefusedError("forbidden");
			const received = file.received + (offset === file.received ? atob(data).length : 0);
			if (received > file.size) throw actionRefusedError("invalid_argument");
			files.set(attachmentId, { ...file, received });
			return { attachmentId, received };
		},
		claim(by, ids) {
			const claimed = [...new Set(ids)].map((id) => requireWhole(by, id));
			for (const file of claimed) files.set(file.id, { ...file, isSent: true });
			return claimed.map(({ by: _by, received: _received, isSent: _isSent, ...attachment }) => attachment);
		},
	};
}
