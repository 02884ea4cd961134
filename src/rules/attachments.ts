import { LIMITS } from "../protocol/limits.ts";
import type { Person } from "../protocol/participant.ts";
import type { UploadAttachmentRequest } from "../protocol/requests.ts";
import {
	attachmentNotFoundRefusal,
	filesTooLargeRefusal,
	fileTooLargeRefusal,
	notUploaderRefusal,
	tooManyUnsentFilesRefusal,
	uploadMismatchRefusal,
} from "./refusals.ts";

/** A file that is being uploaded, or that a prompt can name. */
interface UploadedFile {
	/** Whoever uploads it. */
	readonly userId: string;
	/** As `sanitizeFileName` returns it. */
	readonly name: string;
	/** Bytes of the whole file. */
	readonly size: number;
	/** Bytes that are stored. */
	readonly received: number;
}

/** What one person may have uploaded that no prompt has sent. */
const MAX_UNSENT = { files: 50, bytes: 5 * LIMITS.promptAttachmentBytes };

/**
 * Checks whether a person may begin to upload a file.
 *
 * @param unsent - What they have uploaded that no prompt has sent.
 * @throws {Refusal} `attachment_too_large`
 */
export function requireUploadRoom(
	{ name, size }: Pick<UploadAttachmentRequest, "name" | "size">,
	unsent: { readonly files: number; readonly bytes: number },
): void {
	if (size > LIMITS.attachmentBytes) throw fileTooLargeRefusal(sanitizeFileName(name));
	if (unsent.files >= MAX_UNSENT.files || unsent.bytes + size > MAX_UNSENT.bytes) throw tooManyUnsentFilesRefusal();
}

/** @throws {Refusal} When a chunk belongs to a file of somebody else, or describes another file. */
export function requireSameUpload(
	file: UploadedFile,
	{ userId }: Person,
	{ name, size }: Pick<UploadAttachmentRequest, "name" | "size">,
): void {
	if (file.userId !== userId) throw notUploaderRefusal();
	if (file.size !== size || file.name !== sanitizeFileName(name))
		throw uploadMismatchRefusal("is not the same as before");
}

/**
 * Whether a chunk is the next one of its file. One that is stored already, or would leave a gap, is not: the client goes
 * on where the response says.
 *
 * @param bytes - The length of the chunk.
 * @throws {Refusal} `invalid_argument` when it does not fit into the file.
 */
export function isNextChunk({ received, size }: UploadedFile, offset: number, bytes: number): boolean {
	if (offset !== received || bytes === 0) return false;
	if (offset + bytes > size) throw uploadMismatchRefusal("is larger than announced");
	return true;
}

/**
 * A file that a person's prompt names: their own once it is complete, or one that an earlier prompt has shown to
 * everybody.
 *
 * @throws {Refusal} `attachment_not_found`
 */
export function requireClaimable<File extends UploadedFile>(
	file: File | undefined,
	isSent: boolean,
	{ userId }: Person,
): File {
	if (file && (file.userId === userId || isSent) && file.received === file.size) return file;
	throw attachmentNotFoundRefusal();
}

/** @throws {Refusal} `attachment_too_large` when the files of one prompt are too large together. */
export function requireFilesFit(files: readonly Pick<UploadedFile, "size">[]): void {
	const bytes = files.reduce((sum, { size }) => sum + size, 0);
	if (bytes > LIMITS.promptAttachmentBytes) throw filesTooLargeRefusal();
}

const MAX_NAME_CHARACTERS = 120;

/** Characters that have a meaning in a path or for a shell on some system, or that are invisible. */
const UNSAFE_CHARACTERS = /[<>:"|?*\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu;

/**
 * A file name that leads into no other folder and reads as what it is: the last part of a path, in composed Unicode,
 * without control and invisible characters or dots at its ends. A long one is truncated before its extension.
 */
export function sanitizeFileName(name: string): string {
	const last = name.normalize("NFC").toWellFormed().split(/[/\\]/).at(-1) ?? "";
	const clean = last
		.replace(UNSAFE_CHARACTERS, "")
		.replace(/\s+/g, " ")
		.replace(/^[. ]+|[. ]+$/g, "");
	return clean === "" ? "file" : truncateFileName(clean);
}

function truncateFileName(name: string): string {
	const characters = [...name];
	if (characters.length <= MAX_NAME_CHARACTERS) return name;
	const extension = /\.[^. ]{1,16}$/u.exec(name)?.[0] ?? "";
	return characters.slice(0, MAX_NAME_CHARACTERS - [...extension].length).join("") + extension;
}
