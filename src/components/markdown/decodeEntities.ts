import { decodeNamedCharacterReference } from "decode-named-character-reference";

/** The names that text is most often written with. They need no look into the package. */
const FREQUENT: ReadonlyMap<string, string> = new Map([
	["amp", "&"],
	["lt", "<"],
	["gt", ">"],
	["quot", '"'],
	["apos", "'"],
	["nbsp", "\u00a0"],
]);

const REPLACEMENT_CHARACTER = "\ufffd";

/** Replaces HTML's character references, numeric and named; what is none stays as it was written. */
export function decodeEntities(text: string): string {
	if (!text.includes("&")) return text;
	return text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z][a-zA-Z\d]{1,31}));/g, decodeEntity);
}

function decodeEntity(written: string, decimal?: string, hex?: string, name?: string): string {
	if (name !== undefined) return FREQUENT.get(name) ?? decodeNamed(name) ?? written;
	return fromCodePoint(decimal === undefined ? Number.parseInt(hex ?? "0", 16) : Number(decimal));
}

/**
 * In browsers the package asks the HTML parser, by `innerHTML` of an element that is never shown; elsewhere it has a
 * table. Only letters and digits reach it. A page whose policy requires Trusted Types refuses `innerHTML`.
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
