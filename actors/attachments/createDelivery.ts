import type { RawAccess } from "rivetkit/db";
import type { Attachment, PromptItem } from "../../src/protocol/index.ts";
import { findAttachment, markDelivered, type StoredAttachment } from "../database/attachmentTable.ts";
import type { AcpContentBlock, AgentSession } from "../session/agentSession.ts";
import { SessionError } from "../session/SessionError.ts";
import type { SandboxFiles } from "../session/sandboxFiles.ts";
import { attachmentGone, attachmentNotWritten } from "./attachmentFaults.ts";
import { describeAttachment } from "./describeAttachment.ts";
import { fileUri } from "./fileUri.ts";
import { numberFileName } from "./numberFileName.ts";
import { pictureType } from "./pictureType.ts";
import { readParts } from "./readParts.ts";

/** Below the folder the agent works in, where agents may read without asking; git is told to leave it alone. */
const FOLDER = ".workspace-chat/attachments";

/** Pictures go into the prompt itself up to here, those of one prompt together: a sandbox takes 2 MiB, in base64. */
const PICTURE_BYTES = 1_000_000;

/** Gives the agent the files of a prompt. */
export interface Delivery {
	/**
	 * What the agent is asked: the text, small pictures as such, and a link to each file, which lies in the sandbox by then.
	 *
	 * @throws {SessionError} `attachment_failed` when a file cannot be put there.
	 */
	blocksOf(session: AgentSession, prompt: PromptItem): Promise<readonly AcpContentBlock[]>;
	/** The files as they are now: where they lie is known once they were put there. */
	describe(tx: RawAccess, attachments: readonly Attachment[]): Promise<readonly Attachment[]>;
}

export function createDelivery(db: RawAccess): Delivery {
	async function blocksOf(
		session: AgentSession,
		{ text, attachments }: PromptItem,
	): Promise<readonly AcpContentBlock[]> {
		const pictures: AcpContentBlock[] = [];
		const links: AcpContentBlock[] = [];
		let room = session.promptCapabilities.image ? PICTURE_BYTES : 0;
		for (const { id, name } of attachments) {
			const file = await findAttachment(db, id);
			if (!file) throw new SessionError(attachmentGone(name));
			const uri = fileUri(await place(session.files, file));
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
		if (file.path !== null && (await files.sizeOf(file.path)) === file.size) return file.path;
		if (file.bytes !== "kept") throw new SessionError(attachmentGone(file.name));
		try {
			const path = await write(files, file);
			await db.transaction((tx) => markDelivered(tx, file.id, path, Date.now()), { name: "workspace.delivered" });
			return path;
		} catch (error) {
			throw asNotWritten(error, file.name);
		}
	}

	async function write(files: SandboxFiles, { id, name, size }: StoredAttachment): Promise<string> {
		const folder = `${files.cwd.replace(/\/+$/, "")}/${FOLDER}`;
		const taken = await files.namesIn(folder);
		if (taken.length === 0) await files.write(`${folder}/.gitignore`, [Buffer.from("*\n")]);
		const free = numberFileName(name, new Set(taken.map((other) => other.toLowerCase())));
		const path = await files.write(`${folder}/${free}`, readParts(db, id));
		const written = await files.sizeOf(path);
		if (written !== size) throw new SessionError(attachmentNotWritten(name, `${written} of ${size} bytes arrived`));
		return path;
	}

	async function readPicture({ id, bytes: state }: StoredAttachment, uri: string): Promise<AcpContentBlock | null> {
		if (state !== "kept") return null;
		const parts: Uint8Array[] = [];
		for await (const part of readParts(db, id)) parts.push(part);
		const bytes = Buffer.concat(parts);
		const mimeType = pictureType(bytes);
		return mimeType === null ? null : { type: "image", data: bytes.toString("base64"), mimeType, uri };
	}

	async function describe(tx: RawAccess, attachments: readonly Attachment[]): Promise<readonly Attachment[]> {
		const described: Attachment[] = [];
		for (const attachment of attachments) {
			const file = await findAttachment(tx, attachment.id);
			described.push(file ? describeAttachment(file) : attachment);
		}
		return described;
	}

	return { blocksOf, describe };
}

function asNotWritten(error: unknown, name: string): SessionError {
	if (!(error instanceof SessionError)) return new SessionError(attachmentNotWritten(name), { cause: error });
	if (error.fault.code === "attachment_failed") return error;
	const { detail, message } = error.fault;
	return new SessionError(attachmentNotWritten(name, detail ?? message), { cause: error });
}
