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
