import { mimes } from "mrmime";

/** Extensions of source code that are registered for something else: `.ts` is a video stream. */
const SOURCE_CODE: ReadonlySet<string> = new Set(["ts", "mts", "rs", "cu", "ac"]);

/** Missing in mrmime, which leaves out unregistered types and those with `x-`. */
const UNREGISTERED: Readonly<Record<string, string>> = { ico: "image/vnd.microsoft.icon", tar: "application/x-tar" };

/** The media type of a file by its extension. */
export function mediaTypeOfPath(path: string, otherwise = "application/octet-stream"): string {
	const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
	if (SOURCE_CODE.has(extension)) return otherwise;
	if (Object.hasOwn(UNREGISTERED, extension)) return UNREGISTERED[extension] ?? otherwise;
	return Object.hasOwn(mimes, extension) ? (mimes[extension] ?? otherwise) : otherwise;
}

const MEDIA_TYPE_PATTERN = /^[a-z\d][\w!#$&^.+-]*\/[a-z\d][\w!#$&^.+-]*$/i;

/** The media type that a browser reports for a file, without parameters. Anything invalid counts as binary. */
export function parseMediaType(reported: string): string {
	const [type = ""] = reported.split(";");
	return MEDIA_TYPE_PATTERN.test(type.trim()) ? type.trim().toLowerCase() : "application/octet-stream";
}

const IMAGE_SIGNATURES: readonly (readonly [mimeType: string, signature: RegExp])[] = [
	["image/png", /^\x89PNG\r\n/],
	["image/jpeg", /^\xff\xd8\xff/],
	["image/gif", /^GIF8[79]a/],
	["image/webp", /^RIFF....WEBP/s],
];

/**
 * The media type of an image that every model can read, by its first bytes; null for anything else. The type that a
 * browser reports is not enough: an invalid image fails the turn, and with some agents every later turn too.
 */
export function sniffImageType(bytes: Uint8Array): string | null {
	const start = Buffer.from(bytes.subarray(0, 16)).toString("latin1");
	return IMAGE_SIGNATURES.find(([, signature]) => signature.test(start))?.[0] ?? null;
}
