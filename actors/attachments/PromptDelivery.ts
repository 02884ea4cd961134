import type { RawAccess } from "rivetkit/db";
import type { Attachment, PromptItem } from "../../src/protocol/index.ts";
import { ATTACHMENT_FOLDER } from "../../src/rules/hiddenFiles.ts";
import { findAttachment, markDelivered, readChunks, type StoredAttachment } from "../database/attachmentTable.ts";
import { SessionError } from "../errors/sessionErrors.ts";
import { sniffImageType } from "../files/mediaTypes.ts";
import { toFileUri } from "../files/paths.ts";
import type { WorkspaceFolder } from "../files/WorkspaceFolder.ts";
import type { SandboxFiles } from "../sandbox/SandboxFiles.ts";
import type { AcpContentBlock, AgentSession } from "../session/agentSession.ts";
import { attachmentDropped, attachmentNotWritten, toAttachment } from "./attachment.ts";
import type { CoAuthors } from "./CoAuthors.ts";
import type { PromptAuthors } from "./PromptAuthors.ts";

/** The same name with a number, for a folder where that name is taken: `notes (2).txt`. */
function uniqueFileName(name: string, taken: ReadonlySet<string>): string {
	const dot = name.lastIndexOf(".");
	const stem = dot > 0 ? name.slice(0, dot) : name;
	const ending = name.slice(stem.length);
	for (let number = 1; ; number++) {
		const numbered = number === 1 ? name : `${stem} (${number})${ending}`;
		// Some file systems do not distinguish `a` from `A`.
		if (!taken.has(numbered.toLowerCase())) return numbered;
	}
}

/** Chunks, of 45 KB at most, that are written into the sandbox with one request. */
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

/** The images of one prompt are embedded up to this size together: a sandbox takes requests of 2 MiB, in base64. */
const MAX_IMAGE_BYTES = 1_000_000;

/** Where the files of prompts are written. */
interface DeliveryPlace {
	readonly files: SandboxFiles;
	readonly folder: WorkspaceFolder;
}

interface PromptDeliveryDeps {
	readonly db: RawAccess;
	/** Mentions of hidden files become links too. */
	readonly linksHiddenFiles: boolean;
	readonly authors: Pick<PromptAuthors, "describe" | "describeNote">;
	readonly coAuthors: Pick<CoAuthors, "describe">;
	/** The sandbox of a session. */
	sandboxOf(session: AgentSession): DeliveryPlace;
}

/** Turns a prompt into the content blocks for the agent, and writes its files into the sandbox. */
export class PromptDelivery {
	readonly #deps: PromptDeliveryDeps;

	constructor(deps: PromptDeliveryDeps) {
		this.#deps = deps;
	}

	/**
	 * Its co-authors, who says it, the text, the notes that it quotes, small images, a link to each attached file, which is in the sandbox by then, and a link to each file
	 * that the text mentions by `@path`.
	 *
	 * @throws {SessionError} `attachment_failed` when a file cannot be written into the sandbox.
	 */
	async createBlocks(session: AgentSession, prompt: PromptItem): Promise<readonly AcpContentBlock[]> {
		const { files, folder } = this.#deps.sandboxOf(session);
		const imageBytes = session.promptCapabilities.image ? MAX_IMAGE_BYTES : 0;
		const [attached, mentioned] = await Promise.all([
			this.#attach({ files, folder }, prompt.attachments, imageBytes),
			folder.linkMentions(prompt.text, this.#deps.linksHiddenFiles),
		]);
		// Agents read the text first. A prompt without one consists of its files.
		const author = this.#deps.authors.describe(prompt);
		const coAuthors = this.#deps.coAuthors.describe(prompt);
		return [
			...(coAuthors === null ? [] : [textBlock(coAuthors)]),
			...(author === null ? [] : [textBlock(author)]),
			...(prompt.text.trim() === "" ? [] : [textBlock(prompt.text)]),
			...(prompt.notes ?? []).map((note) => textBlock(quote(this.#deps.authors.describeNote(note), note.text))),
			...attached,
			...mentioned,
		];
	}

	/** The attachments with the paths that they have in the sandbox since they were delivered. */
	async refresh(tx: RawAccess, attachments: readonly Attachment[]): Promise<readonly Attachment[]> {
		const refreshed: Attachment[] = [];
		for (const attachment of attachments) {
			const file = await findAttachment(tx, attachment.id);
			refreshed.push(file ? toAttachment(file) : attachment);
		}
		return refreshed;
	}

	/** Images first, then the links. */
	async #attach(
		place: DeliveryPlace,
		attachments: readonly Attachment[],
		imageBytes: number,
	): Promise<readonly AcpContentBlock[]> {
		const images: AcpContentBlock[] = [];
		const links: AcpContentBlock[] = [];
		let remaining = imageBytes;
		for (const { id, name } of attachments) {
			const file = await findAttachment(this.#deps.db, id);
			if (!file) throw new SessionError(attachmentDropped(name));
			const uri = toFileUri(await this.#ensureInSandbox(place, file));
			const image = file.size <= remaining ? await this.#readImage(file, uri) : null;
			if (image) {
				images.push(image);
				remaining -= file.size;
			}
			links.push({ type: "resource_link", uri, name, mimeType: file.mimeType, size: file.size });
		}
		return [...images, ...links];
	}

	/** Its path in the sandbox. Files that are missing there are written again: the sandbox may be another one by now. */
	async #ensureInSandbox(place: DeliveryPlace, file: StoredAttachment): Promise<string> {
		const { files } = place;
		if (file.path !== null && (await files.fileSize(file.path)) === file.size) return file.path;
		if (file.bytes !== "kept") throw new SessionError(attachmentDropped(file.name));
		try {
			const path = await this.#write(place, file);
			const now = Date.now();
			await this.#deps.db.transaction((tx) => markDelivered(tx, file.id, path, now), { name: "workspace.delivered" });
			return path;
		} catch (error) {
			throw toNotWrittenError(error, file.name);
		}
	}

	async #write({ files, folder: root }: DeliveryPlace, { id, name, size }: StoredAttachment): Promise<string> {
		// A repository may contain a link of that name, for example to the folder of the agent's own settings.
		if (await root.isRedirected(ATTACHMENT_FOLDER))
			throw new SessionError(attachmentNotWritten(name, `${ATTACHMENT_FOLDER} is a link to another folder`));
		const folder = `${files.cwd.replace(/\/+$/, "")}/${ATTACHMENT_FOLDER}`;
		const taken = await files.listNames(folder);
		if (taken.length === 0) await files.write(`${folder}/.gitignore`, [Buffer.from("*\n")]);
		const free = uniqueFileName(name, new Set(taken.map((other) => other.toLowerCase())));
		const path = await files.write(`${folder}/${free}`, readAttachment(this.#deps.db, id));
		const written = await files.fileSize(path);
		if (written !== size) throw new SessionError(attachmentNotWritten(name, `${written} of ${size} bytes arrived`));
		return path;
	}

	/** Null for a file that is not an image a model can read. */
	async #readImage({ id, bytes: state }: StoredAttachment, uri: string): Promise<AcpContentBlock | null> {
		if (state !== "kept") return null;
		const parts: Uint8Array[] = [];
		for await (const part of readAttachment(this.#deps.db, id)) parts.push(part);
		const bytes = Buffer.concat(parts);
		const mimeType = sniffImageType(bytes);
		return mimeType === null ? null : { type: "image", data: bytes.toString("base64"), mimeType, uri };
	}
}

/** Each line is marked, so that a note cannot look like anything but a quote. */
function quote(author: string, text: string): string {
	const lines = text.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/).map((line) => `> ${line}`);
	return `\n\n${author}\n${lines.join("\n")}\n`;
}

function textBlock(text: string): AcpContentBlock {
	return { type: "text", text };
}

function toNotWrittenError(error: unknown, name: string): SessionError {
	if (!(error instanceof SessionError)) return new SessionError(attachmentNotWritten(name), { cause: error });
	if (error.info.code === "attachment_failed") return error;
	const { detail, message } = error.info;
	return new SessionError(attachmentNotWritten(name, detail ?? message), { cause: error });
}
