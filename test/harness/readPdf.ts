import { inflateSync } from "node:zlib";

/**
 * The text of each page of a PDF that Chromium has written, without white space: that is not drawn, and a word may be
 * drawn in several parts. It reads only what Chromium writes: objects in plain, streams that are deflated,
 * fonts with a table from glyphs to Unicode.
 */
export function readPdf(pdf: Buffer): readonly string[] {
	const objects = new Map<string, PdfObject>();
	const source = pdf.toString("latin1");
	for (const [, id = "", body = ""] of source.matchAll(/^(\d+) 0 obj\n([\s\S]*?)\nendobj/gm))
		objects.set(id, parseObject(body));
	const find = (id: string | undefined) => objects.get(id ?? "") ?? { head: "", stream: "" };
	const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b(?!s)/.test(head));
	return pages.map(({ head }) => {
		const fontIds = head.match(/\/Font <<([^>]*)>>/)?.[1] ?? "";
		const fonts = new Map(
			[...fontIds.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name = "", id]) => [
				name,
				parseCharacters(find(find(id).head.match(/\/ToUnicode (\d+) 0 R/)?.[1]).stream),
			]),
		);
		return textOf(find(head.match(/\/Contents (\d+) 0 R/)?.[1]).stream, fonts);
	});
}

interface PdfObject {
	readonly head: string;
	readonly stream: string;
}

function parseObject(body: string): PdfObject {
	const [head = "", ...rest] = body.split(/ ?stream\n/);
	const data = rest.join("stream\n").replace(/\nend$/, "");
	if (data === "") return { head, stream: "" };
	const isDeflated = head.includes("/FlateDecode") && !head.includes("/Subtype /Image");
	return { head, stream: isDeflated ? inflateSync(Buffer.from(data, "latin1")).toString("latin1") : "" };
}

type Characters = ReadonlyMap<number, string>;

/** The table of a font: single glyphs, and ranges of them. */
function parseCharacters(table: string): Characters {
	const characters = new Map<number, string>();
	for (const [, block = ""] of table.matchAll(/beginbfchar\n([\s\S]*?)endbfchar/g))
		for (const [, glyph = "", units = ""] of block.matchAll(/<(\w+)> <(\w+)>/g))
			characters.set(Number.parseInt(glyph, 16), utf16(units));
	for (const [, block = ""] of table.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g))
		for (const [, from = "", to = "", first = ""] of block.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
			const start = Number.parseInt(from, 16);
			for (let glyph = start; glyph <= Number.parseInt(to, 16); glyph++)
				characters.set(glyph, String.fromCodePoint(Number.parseInt(first, 16) + glyph - start));
		}
	return characters;
}

const utf16 = (units: string) => Buffer.from(units, "hex").swap16().toString("utf16le");

function textOf(content: string, fonts: ReadonlyMap<string, Characters>): string {
	let font: Characters = new Map();
	let text = "";
	for (const [, name, run] of content.matchAll(/\/(\w+) [\d.]+ Tf|(<[^>]*>|\[[^\]]*\]) T[jJ]/g)) {
		if (name !== undefined) font = fonts.get(name) ?? new Map();
		for (const [, glyphs = ""] of (run ?? "").matchAll(/<(\w+)>/g))
			for (const [glyph] of glyphs.matchAll(/\w{4}/g)) text += font.get(Number.parseInt(glyph, 16)) ?? "";
	}
	// Ligatures are one character.
	return text.normalize("NFKC").replaceAll(/\s/g, "");
}
