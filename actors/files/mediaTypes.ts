import { mimes } from "mrmime";

/** Source code whose ending is registered for something else: `.ts` is a video stream there. */
const SOURCE_CODE: ReadonlySet<string> = new Set(["ts", "mts", "rs", "cu", "ac"]);

/** What mrmime leaves out, because it is not registered under a type without `x-`. */
const UNREGISTERED: Readonly<Record<string, string>> = { ico: "image/vnd.microsoft.icon", tar: "application/x-tar" };

/** The media type of a file by the ending of its name. */
export function mediaTypeOfPath(path: string, otherwise = "application/octet-stream"): string {
	const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
	if (SOURCE_CODE.has(ending)) return otherwise;
	if (Object.hasOwn(UNREGISTERED, ending)) return UNREGISTERED[ending] ?? otherwise;
	return Object.hasOwn(mimes, ending) ? (mimes[ending] ?? otherwise) : otherwise;
}

const MEDIA_TYPE_PATTERN = /^[a-z\d][\w!#$&^.+-]*\/[a-z\d][\w!#$&^.+-]*$/i;

/** What a browser says a file is, where that is a media type; its parameters are left out. */
export function parseMediaType(said: string): string {
	const [type = ""] = said.split(";");
	return MEDIA_TYPE_PATTERN.test(type.trim()) ? type.trim().toLowerCase() : "application/octet-stream";
}

const IMAGE_SIGNATURES: readonly (readonly [mimeType: string, signature: RegExp])[] = [
	["image/png", /^\x89PNG\r\n/],
	["image/jpeg", /^\xff\xd8\xff/],
	["image/gif", /^GIF8[79]a/],
	["image/webp", /^RIFF....WEBP/s],
];

/**
 * The media type of a picture that every model reads, by how its bytes begin; null for anything else. What a browser
 * says of a file is not enough: a picture that is none ends the turn, and with some agents each turn after it.
 */
export function sniffImageType(bytes: Uint8Array): string | null {
	const start = Buffer.from(bytes.subarray(0, 16)).toString("latin1");
	return IMAGE_SIGNATURES.find(([, signature]) => signature.test(start))?.[0] ?? null;
}
