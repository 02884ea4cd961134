import { isRecord } from "../protocol/isRecord.ts";
import { LIMITS } from "../protocol/limits.ts";
import type { ContentPage } from "../protocol/responses.ts";
import type { StoredContent } from "../protocol/toolCall.ts";

/** Shorter content stays in its item. */
const MAX_INLINE_CHARACTERS = 4_096;
/** Content of ACP is not nested as deep. */
const MAX_DEPTH = 16;

/** Keeps a content, and returns what takes its place. */
type KeepBinary = (base64: string) => StoredContent;

/**
 * A value of the agent, an update or an item, with a reference in place of each large binary content: images and audio
 * in the forms of ACP, MCP and Anthropic's API, and the `blob` of embedded files. The same object without any.
 *
 * Base64 is of no use once it is truncated, and too large to be broadcast. So it never becomes part of an item.
 */
export function replaceBinary<Value>(value: Value, keep: KeepBinary): Value;
export function replaceBinary(value: unknown, keep: KeepBinary): unknown {
	return replaceNested(value, keep, 0);
}

function replaceNested(value: unknown, keep: KeepBinary, depth: number): unknown {
	if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return value;
	if (Array.isArray(value)) {
		const replaced = value.map((entry) => replaceNested(entry, keep, depth + 1));
		return replaced.some((entry, index) => entry !== value[index]) ? replaced : value;
	}
	if (!isRecord(value)) return value;
	const field = binaryField(value);
	const base64 = field === null ? undefined : value[field];
	if (field !== null && typeof base64 === "string" && base64.length > MAX_INLINE_CHARACTERS) {
		return { ...value, [field]: "", stored: keep(base64) };
	}
	let replaced: Record<string, unknown> | null = null;
	for (const [name, part] of Object.entries(value)) {
		const next = replaceNested(part, keep, depth + 1);
		if (next === part) continue;
		replaced ??= { ...value };
		replaced[name] = next;
	}
	return replaced ?? value;
}

/** The name of the field that holds base64. */
function binaryField(value: Readonly<Record<string, unknown>>): "data" | "blob" | null {
	if (typeof value.blob === "string" && typeof value.uri === "string") return "blob";
	const isEncoded = value.type === "image" || value.type === "audio" || value.type === "base64";
	return isEncoded && typeof value.data === "string" ? "data" : null;
}

/** What is not base64, in either alphabet. */
const NOT_BASE64 = /[^A-Za-z0-9+/]/;

/**
 * The text in the usual alphabet, padded and without white space; null if it is not base64. Agents also send `data:` URLs
 * where only their content belongs.
 */
export function normalizeBase64(text: string): string | null {
	const comma = text.startsWith("data:") ? text.indexOf(",") : -1;
	const content = text.slice(comma + 1).replace(/\s+/g, "");
	const bare = content
		.replace(/={1,2}$/, "")
		.replaceAll("-", "+")
		.replaceAll("_", "/");
	if (bare === "" || NOT_BASE64.test(bare) || bare.length % 4 === 1) return null;
	return bare.padEnd(Math.ceil(bare.length / 4) * 4, "=");
}

/** The number of bytes that a text encodes; an estimate when it is not base64. */
export function encodedSize(text: string): number {
	const base64 = normalizeBase64(text);
	return base64 === null ? Math.floor((text.length * 3) / 4) : decodedSize(base64);
}

/** The bytes that a normalized text encodes. */
export function decodeBase64(base64: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** The number of bytes that a normalized text encodes. */
export function decodedSize(base64: string): number {
	const padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
	return (base64.length / 4) * 3 - padding;
}

/** A JPEG may have a profile and a preview in front of its size. */
const HEADER_CHARACTERS = 4 * 64 * 1_024;

/** The size of an image in pixels, from its first bytes; null if they are of none that is known, or not plausible. */
export function readImageSize(base64: string): { readonly width: number; readonly height: number } | null {
	const size = readSize(new DataView(decodeBase64(base64.slice(0, HEADER_CHARACTERS)).buffer));
	return size && size.width > 0 && size.height > 0 ? size : null;
}

function readSize(view: DataView): { readonly width: number; readonly height: number } | null {
	if (view.byteLength < 30) return null;
	const start = view.getUint32(0);
	if (start === 0x89504e47) return { width: view.getUint32(16), height: view.getUint32(20) };
	if (start === 0x47494638) return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
	if (start === 0x52494646 && view.getUint32(8) === 0x57454250) return readWebpSize(view);
	return view.getUint16(0) === 0xffd8 ? readJpegSize(view) : null;
}

function readWebpSize(view: DataView): { readonly width: number; readonly height: number } | null {
	const format = view.getUint32(12);
	// "VP8 ", "VP8L" and "VP8X" each have the size in a form of their own.
	if (format === 0x56503820) {
		return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
	}
	if (format === 0x5650384c) {
		const bits = view.getUint32(21, true);
		return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
	}
	if (format !== 0x56503858) return null;
	const read24 = (offset: number) => view.getUint16(offset, true) + (view.getUint8(offset + 2) << 16);
	return { width: read24(24) + 1, height: read24(27) + 1 };
}

function readJpegSize(view: DataView): { readonly width: number; readonly height: number } | null {
	for (let position = 2; position + 9 < view.byteLength; ) {
		if (view.getUint8(position) !== 0xff) return null;
		const marker = view.getUint8(position + 1);
		const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
		if (isFrame) return { width: view.getUint16(position + 7), height: view.getUint16(position + 5) };
		// A fill byte may stand before a marker.
		position += marker === 0xff ? 1 : 2 + view.getUint16(position + 2);
	}
	return null;
}

/**
 * What takes the place of a content that the agent sends.
 *
 * @param keep - Keeps a normalized text and returns its id; null when it cannot. Not called for what is no base64, or too
 * large.
 */
export function storeContent(encoded: string, keep: (base64: string) => string | null): StoredContent {
	const base64 = normalizeBase64(encoded);
	if (base64 === null) return { id: null, size: encodedSize(encoded) };
	const size = decodedSize(base64);
	return { id: size > LIMITS.contentBytes ? null : keep(base64), size, ...readImageSize(base64) };
}

/** A page in base64. It holds whole bytes. */
const PAGE_CHARACTERS = (LIMITS.contentPageBytes / 3) * 4;

/**
 * A page of a content that is in memory.
 *
 * @param offset - A multiple of `LIMITS.contentPageBytes`.
 */
export function pageOf(base64: string, offset: number): ContentPage {
	const start = (offset / LIMITS.contentPageBytes) * PAGE_CHARACTERS;
	return { size: decodedSize(base64), offset, data: base64.slice(start, start + PAGE_CHARACTERS) };
}
