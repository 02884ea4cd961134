import type { RawAccess } from "rivetkit/db";
import type { Attachment, PromptItem } from "../../src/protocol/index.ts";
import { findAttachment, markDelivered, readChunks, type StoredAttachment } from "../database/attachmentTable.ts";
import { SessionError } from "../errors/sessionErrors.ts";
import { sniffImageType } from "../files/mediaTypes.ts";
import { toFileUri } from "../files/paths.ts";
import type { SandboxFiles } from "../sandbox/sandboxFiles.ts";
import type { AcpContentBlock, AgentSession } from "../session/agentSession.ts";
import { attachmentDropped, attachmentNotWritten, toAttachment } from "./attachment.ts";

/** The same name with a number, for a folder where that name is taken: `notes (2).txt`. */
function uniqueFileName(name: string, taken: ReadonlySet<string>): string {
	const dot = name.lastIndexOf(".");
	const stem = dot > 0 ? name.slice(0, dot) : name;
	const ending = name.slice(stem.length);
	for (let number = 1; ; number++) {
		const numbered = number === 1 ? name : `${stem} (${number})${ending}`;
		// Some file systems do not tell `a` from `A`.
		if (!taken.has(numbered.toLowerCase())) return numbered;
	}
}

/** So many pieces, of 45 KB at most, make a part that a sandbox takes at once. */
const CHUNKS_PER_PART = 40;

/** The bytes of a stored file, in parts of about 1.8 MB, so that a large one is never in memory whole. */
async function* readAttachment(db: RawAccess, id: string): AsyncIterable<Uint8Array> {
	for (let start = 0; ; ) {
		const chunks = await readChunks(db, id, start, CHUNKS_PER_PART);
		const last = chunks.at(-1);
		if (!last) return;
		yield Buffer.concat(chunks.map(({ data }) => Buffer.from(data, "base64")));
		start = last.start + 1;
	}
}

/** Below the folder the agent works in, where agents may read without asking; git is told to leave it alone. */
const ATTACHMENT_FOLDER = ".workspace-chat/attachments";

/** Pictures go into the prompt itself up to here, those of one prompt together: a sandbox takes 2 MiB, in base64. */
const MAX_IMAGE_BYTES = 1_000_000;

/** Gives the agent the files of a prompt. */
export interface AttachmentDelivery {
	/**
	 * What the agent is asked: the text, small pictures as such, and a link to each file, which lies in the sandbox by then.
	 *
	 * @throws {SessionError} `attachment_failed` when a file cannot be put there.
	 */
	createBlocks(session: AgentSession, prompt: PromptItem): Promise<readonly AcpContentBlock[]>;
	/** The files as they are now: where they lie is known once they were put there. */
	refresh(tx: RawAccess, attachments: readonly Attachment[]): Promise<readonly Attachment[]>;
}

export function createAttachmentDelivery(db: RawAccess): AttachmentDelivery {
	async function createBlocks(
		session: AgentSession,
		{ text, attachments }: PromptItem,
	): Promise<readonly AcpContentBlock[]> {
		const pictures: AcpContentBlock[] = [];
		const links: AcpContentBlock[] = [];
		let room = session.promptCapabilities.image ? MAX_IMAGE_BYTES : 0;
		for (const { id, name } of attachments) {
			const file = await findAttachment(db, id);
			if (!file) throw new SessionError(attachmentDropped(name));
			const uri = toFileUri(await place(session.files, file));
			const picture = file.size <= room ? await readPicture(file, uri) : null;
			if (picture) {
				pictures.push(picture);
				room -= file.size;
			}
			links.push({ type: "resource_link", uri, name, mimeType: file.mimeType, size: file.size });
		}
		// An agent reads the text first; with none, the files speak for themselves.
		return [...(text.trim() === "" ? [] : [{ type: "text" as const, text }]), ...pictures, ...links];
	}

	/** Where the file lies in the sandbox. It is put there when it is not: another one may have taken the old one's place. */
	async function place(files: SandboxFiles, file: StoredAttachment): Promise<string> {
		if (file.path !== null && (await files.fileSize(file.path)) === file.size) return file.path;
		if (file.bytes !== "kept") throw new SessionError(attachmentDropped(file.name));
		try {
			const path = await write(files, file);
			await db.transaction((tx) => markDelivered(tx, file.id, path, Date.now()), { name: "workspace.delivered" });
			return path;
		} catch (error) {
			throw toNotWrittenError(error, file.name);
		}
	}

	async function write(files: SandboxFiles, { id, name, size }: StoredAttachment): Promise<string> {
		const folder = `${files.cwd.replace(/\/+$/, "")}/${ATTACHMENT_FOLDER}`;
		const taken = await files.listNames(folder);
		if (taken.length === 0) await files.write(`${folder}/.gitignore`, [Buffer.from("*\n")]);
		const free = uniqueFileName(name, new Set(taken.map((other) => other.toLowerCase())));
		const path = await files.write(`${folder}/${free}`, readAttachment(db, id));
		const written = await files.fileSize(path);
		if (written !== size) throw new SessionError(attachmentNotWritten(name, `${written} of ${size} bytes arrived`));
		return path;
	}

	async function readPicture({ id, bytes: state }: StoredAttachment, uri: string): Promise<AcpContentBlock | null> {
		if (state !== "kept") return null;
		const parts: Uint8Array[] = [];
		for await (const part of readAttachment(db, id)) parts.push(part);
		const bytes = Buffer.concat(parts);
		const mimeType = sniffImageType(bytes);
		return mimeType === null ? null : { type: "image", data: bytes.toString("base64"), mimeType, uri };
	}

	async function refresh(tx: RawAccess, attachments: readonly Attachment[]): Promise<readonly Attachment[]> {
		const described: Attachment[] = [];
		for (const attachment of attachments) {
			const file = await findAttachment(tx, attachment.id);
			described.push(file ? toAttachment(file) : attachment);
		}
		return described;
	}

	return { createBlocks, refresh };
}

function toNotWrittenError(error: unknown, name: string): SessionError {
	if (!(error instanceof SessionError)) return new SessionError(attachmentNotWritten(name), { cause: error });
	if (error.info.code === "attachment_failed") return error;
	const { detail, message } = error.info;
	return new SessionError(attachmentNotWritten(name, detail ?? message), { cause: error });
}
