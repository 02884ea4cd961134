const NAMED: ReadonlyMap<string, string> = new Map(
	Object.entries({
		amp: "&",
		lt: "<",
		gt: ">",
		quot: '"',
		apos: "'",
		nbsp: "\u00a0",
		ensp: "\u2002",
		emsp: "\u2003",
		thinsp: "\u2009",
		shy: "\u00ad",
		colon: ":",
		lpar: "(",
		rpar: ")",
		sol: "/",
		bsol: "\\",
		num: "#",
		vert: "|",
		ast: "*",
		lowbar: "_",
		grave: "`",
		lbrack: "[",
		rbrack: "]",
		lbrace: "{",
		rbrace: "}",
		hellip: "…",
		ndash: "–",
		mdash: "—",
		lsquo: "‘",
		rsquo: "’",
		ldquo: "“",
		rdquo: "”",
		laquo: "«",
		raquo: "»",
		bull: "•",
		middot: "·",
		copy: "©",
		reg: "®",
		trade: "™",
		deg: "°",
		plusmn: "±",
		times: "×",
		divide: "÷",
		minus: "−",
		ne: "≠",
		le: "≤",
		ge: "≥",
		asymp: "≈",
		infin: "∞",
		larr: "←",
		rarr: "→",
		uarr: "↑",
		darr: "↓",
		harr: "↔",
		rArr: "⇒",
		check: "✓",
		cross: "✗",
		euro: "€",
		pound: "£",
		sect: "§",
		para: "¶",
		micro: "µ",
		frac12: "½",
	}),
);

const REPLACEMENT = "\ufffd";

/**
 * Turns character references into the characters they stand for: every numeric one, and the names that people write
 * by hand. The full table of HTML has 2,231 names; one that is not here stays as it was written.
 */
export function decodeEntities(text: string): string {
	if (!text.includes("&")) return text;
	return text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z][a-zA-Z\d]{1,31}));/g, decodeOne);
}

function decodeOne(written: string, decimal?: string, hex?: string, name?: string): string {
	if (name !== undefined) return NAMED.get(name) ?? written;
	return fromCodePoint(decimal === undefined ? Number.parseInt(hex ?? "0", 16) : Number(decimal));
}

function fromCodePoint(code: number): string {
	const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
	return isCharacter ? String.fromCodePoint(code) : REPLACEMENT;
}
