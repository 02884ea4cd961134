import { decodeNamedCharacterReference } from "decode-named-character-reference";

/** The most common names, which need no lookup in the package. */
const FREQUENT: ReadonlyMap<string, string> = new Map([
	["amp", "&"],
	["lt", "<"],
	["gt", ">"],
	["quot", '"'],
	["apos", "'"],
	["nbsp", "\u00a0"],
]);

const REPLACEMENT_CHARACTER = "\ufffd";

/** Decodes HTML character references, numeric and named. Unknown ones stay as written. */
export function decodeEntities(text: string): string {
	if (!text.includes("&")) return text;
	return text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z][a-zA-Z\d]{1,31}));/g, decodeEntity);
}

function decodeEntity(written: string, decimal?: string, hex?: string, name?: string): string {
	if (name !== undefined) return FREQUENT.get(name) ?? decodeNamed(name) ?? written;
	return fromCodePoint(decimal === undefined ? Number.parseInt(hex ?? "0", 16) : Number(decimal));
}

/**
 * In browsers the package uses the HTML parser through `innerHTML` of a detached element; elsewhere it has a table. It
 * only gets letters and digits. A page that requires Trusted Types refuses `innerHTML`.
 */
function decodeNamed(name: string): string | undefined {
	try {
		return decodeNamedCharacterReference(name) || undefined;
	} catch {
		return undefined;
	}
}

function fromCodePoint(code: number): string {
	const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
	return isCharacter ? String.fromCodePoint(code) : REPLACEMENT_CHARACTER;
}
