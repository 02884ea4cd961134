import type { Links } from "marked";
import { revealDirectionOverrides } from "../../primitives/displayText.ts";
import { findAddressStarts, readAddress } from "./addresses.ts";
import { Backticks } from "./backticks.ts";
import { depthAround, joinTexts, type Piece, resolveEmphasis } from "./emphasis.ts";
import { decodeEntities } from "./entities.ts";
import { flankingOf } from "./flanking.ts";
import { isFormulaText, type MathSource, readMath } from "./math.ts";
import { type MarkdownInline, type MarkdownLine, type MarkdownTag, visibleText } from "./nodes.ts";

export interface InlineContext {
	/** The link definitions by normalized label, and the footnotes by `^` and their label. */
	readonly links: Links;
	/** Whether formulas are drawn; if not, they are shown as they are written. */
	readonly math: boolean;
	/** Whether definitions may follow. */
	readonly grows: boolean;
}

interface Bracket {
	/** Its place among the pieces. */
	readonly index: number;
	readonly isImage: boolean;
	/** The place of its content in the source. */
	readonly start: number;
	/** Whether the character before it belongs to a word: brackets in `items[0][1]` are an index. */
	readonly afterWord: boolean;
	hasBrackets: boolean;
}

interface Tag {
	readonly index: number;
	readonly name: string;
}

/** The tags that are shown as what they mean. All others, and all with attributes, are text. */
const INLINE_TAGS: Readonly<Record<string, "strong" | "emphasis" | "strike" | MarkdownTag>> = {
	b: "strong",
	strong: "strong",
	i: "emphasis",
	em: "emphasis",
	s: "strike",
	del: "strike",
	strike: "strike",
	sub: "sub",
	sup: "sup",
	kbd: "kbd",
	mark: "mark",
	ins: "ins",
	u: "u",
	small: "small",
	code: "code",
	samp: "samp",
	var: "var",
};

export const INLINE_TAG_NAMES = Object.keys(INLINE_TAGS);

const MAX_LABEL = 999;
/** As in other implementations of CommonMark. */
const MAX_PARENTHESES = 32;

/** What may start something other than text. Most lines have nothing of it. */
const SPECIAL = /[\\`*_~[<&@$]|:\/\/|www\.| {2}\n/i;
const PLAIN = /[^\\`*_~[\]!<&$\n]+/y;
const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/iy;
const ESCAPE = /\\[!-/:-@[-`{-~]/y;
const DRIVE = /(?:^|[^a-z\d])[a-z]:$/i;
/** Ends before what cannot be in a path, and before emphasis and brackets that end there. */
const PATH = /(?:\\[*[(]?[^\s\\<>"|?*`\])]*)+/y;
const SHARE = /\\\\[\w.-]+(?:\\[*[(]?[^\s\\<>"|?*`\])]*)+/y;
const ESCAPED = /\\[!-/:-@[-`{-~]/;
const AUTOLINK =
	/<([a-z][a-z\d+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?){1,8})>/iy;
const TAG = new RegExp(`<(/?)(${INLINE_TAG_NAMES.join("|")})[ \\t]*>`, "iy");
const LINE_BREAK_TAG = /<br[ \t]*\/?>/iy;
const FOOTNOTE = /\[\^([^\s[\]]{1,200})\]/y;
const LABEL = /\[((?:[^\\[\]]|\\[\s\S]){0,999})\]/y;
const WORD_AT_END = /[\p{L}\p{N}]$/u;
const LINK_SPACE = /[ \t]*(?:\n[ \t]*)?/y;
const ANGLED_TARGET = /<((?:[^<>\n\\]|\\.)*)>/y;

function matchAt(pattern: RegExp, source: string, index: number): RegExpExecArray | null {
	pattern.lastIndex = index;
	return pattern.exec(source);
}

/** Labels are compared without case and white space, as marked stores them. */
function normalizeLabel(label: string): string {
	return label.trim().replace(/\s+/g, " ").toLowerCase().toUpperCase().toLowerCase();
}

/** How a footnote's label is stored among the link definitions, of which none can start like that. */
export function footnoteKey(label: string): string {
	return `^${label}`;
}

/**
 * Reads the inline Markdown of a paragraph, heading or cell, in time that is linear in its length.
 *
 * @throws {RangeError} If it is nested too deep.
 */
export function parseInline(source: string, context: InlineContext): MarkdownLine {
	if (!SPECIAL.test(source)) return source === "" ? [] : [{ type: "text", text: revealDirectionOverrides(source) }];
	return new InlineParser(source, context).parse();
}

class InlineParser {
	readonly #source: string;
	readonly #context: InlineContext;
	readonly #hasReferences: boolean;
	readonly #addressStarts: readonly number[];
	#nextAddress = 0;
	#plainEnd = 0;
	readonly #backticks: Backticks;
	#lastComment: number | undefined;
	#position = 0;
	readonly #pieces: Piece[] = [];
	readonly #brackets: Bracket[] = [];
	/** Brackets below this one cannot become links: they contain a link. */
	#firstActive = 0;
	readonly #tags: Tag[] = [];
	readonly #openTags = new Map<string, number>();

	constructor(source: string, context: InlineContext) {
		this.#source = source;
		this.#context = context;
		this.#hasReferences = context.grows || Object.keys(context.links).length > 0;
		this.#addressStarts = findAddressStarts(source);
		this.#backticks = new Backticks(source);
	}

	parse(): MarkdownLine {
		while (this.#position < this.#source.length) this.#readNext();
		return joinTexts(resolveEmphasis(this.#pieces));
	}

	#readNext(): void {
		if (this.#readBareAddress()) return;
		const character = this.#source.charAt(this.#position);
		if (character === "\\") this.#readBackslash();
		else if (character === "`") this.#readCode();
		else if (character === "*" || character === "_" || character === "~") this.#readDelimiter();
		else if (character === "[") this.#openBracket(false);
		else if (character === "!" && this.#source[this.#position + 1] === "[") this.#openBracket(true);
		else if (character === "!") this.#addText("!", 1);
		else if (character === "]") this.#closeBracket();
		else if (character === "<") this.#readAngle();
		else if (character === "&") this.#readEntity();
		else if (character === "$") this.#readDollar();
		else if (character === "\n") this.#readNewline();
		else this.#readPlain();
	}

	#addText(text: string, length: number): void {
		this.#position += length;
		const last = this.#pieces.at(-1);
		// Brackets and tags keep pieces of their own until it is known what they mean.
		const isFixed = (this.#brackets.at(-1)?.index ?? -1) === this.#pieces.length - 1 || this.#endsInTag();
		if (!isFixed && last?.node.type === "text" && !last.delimiter)
			last.node = { type: "text", text: last.node.text + text };
		else this.#pieces.push({ node: { type: "text", text }, depth: 0 });
	}

	#endsInTag(): boolean {
		return (this.#tags.at(-1)?.index ?? -1) === this.#pieces.length - 1;
	}

	#addNode(node: MarkdownInline, length: number, depth = 0): void {
		this.#position += length;
		this.#pieces.push({ node, depth });
	}

	#readPlain(): void {
		const start = this.#position;
		// Not searched again for each address in it.
		if (start >= this.#plainEnd) this.#plainEnd = start + (matchAt(PLAIN, this.#source, start)?.[0].length ?? 1);
		const end = Math.min(this.#plainEnd, this.#addressStarts[this.#nextAddress] ?? this.#plainEnd);
		this.#addText(revealDirectionOverrides(this.#source.slice(start, end)), end - start);
	}

	#readBareAddress(): boolean {
		while ((this.#addressStarts[this.#nextAddress] ?? Infinity) < this.#position) this.#nextAddress++;
		if (this.#addressStarts[this.#nextAddress] !== this.#position) return false;
		this.#nextAddress++;
		const address = readAddress(this.#source, this.#position);
		if (!address) return false;
		const text = revealDirectionOverrides(decodeEntities(address.text));
		const children = [{ type: "text", text }] as const;
		this.#addNode({ type: "link", href: decodeEntities(address.href), children }, address.text.length, 1);
		return true;
	}

	#readBackslash(): void {
		const path = this.#windowsPath();
		if (path !== undefined) {
			this.#addText(revealDirectionOverrides(path), path.length);
			return;
		}
		const math = readMath(this.#source, this.#position, this.#context.math);
		const [escaped] = matchAt(ESCAPE, this.#source, this.#position) ?? [];
		if (math) this.#addMath(math);
		else if (escaped !== undefined) this.#addText(escaped.slice(1), 2);
		else if (this.#source[this.#position + 1] === "\n") this.#addBreak(1);
		else this.#addText("\\", 1);
	}

	/** The rest of a Windows path, whose backslashes escape nothing: `\_src` in `C:\work\_src`. */
	#windowsPath(): string | undefined {
		const before = this.#source.slice(Math.max(0, this.#position - 3), this.#position);
		const [path] = matchAt(DRIVE.test(before) ? PATH : SHARE, this.#source, this.#position) ?? [];
		const isShare = path?.startsWith("\\\\") === true;
		if (path === undefined || (isShare && !/(?:^|[\s("'])$/.test(before))) return undefined;
		// With two backslashes for each one it is escaped.
		return path.slice(isShare ? 2 : 0).includes("\\\\") ? undefined : path;
	}

	#readDollar(): void {
		const math = readMath(this.#source, this.#position, true);
		// Where no formulas are drawn, between single dollars may be text.
		const isWritten = math?.display ? isFormulaText(math.text) : ESCAPED.test(math?.text ?? "");
		if (math && (this.#context.math || isWritten)) this.#addMath(math);
		else this.#addText("$", 1);
	}

	/** Where no formulas are drawn, one is shown as it is written: its signs are no Markdown. */
	#addMath({ raw, text, display }: MathSource): void {
		if (this.#context.math) this.#addNode({ type: "math", text: revealDirectionOverrides(text), display }, raw.length);
		else this.#addText(revealDirectionOverrides(raw), raw.length);
	}

	#readCode(): void {
		const start = this.#position;
		const length = this.#backticks.runLength(start);
		const end = this.#backticks.findRun(length, start + length);
		if (end < 0) {
			this.#addText("`".repeat(length), length);
			return;
		}
		const written = this.#source.slice(start + length, end).replaceAll("\n", " ");
		const isPadded = written.startsWith(" ") && written.endsWith(" ") && written.trim() !== "";
		const text = revealDirectionOverrides(isPadded ? written.slice(1, -1) : written);
		this.#addNode({ type: "code", text }, end + length - start);
	}

	#readDelimiter(): void {
		const start = this.#position;
		const length = runLength(this.#source, start);
		const character = this.#source.charAt(start);
		const text = character.repeat(length);
		// One tilde means "about", and three are no emphasis either.
		if (character === "~" && length !== 2) {
			this.#addText(text, length);
			return;
		}
		const delimiter = { character, length, ...flankingOf(this.#source, start, start + length) };
		this.#position += length;
		this.#pieces.push({ node: { type: "text", text }, delimiter, depth: 0 });
	}

	#readAngle(): void {
		const [autolink, address = ""] = matchAt(AUTOLINK, this.#source, this.#position) ?? [];
		const [lineBreak] = matchAt(LINE_BREAK_TAG, this.#source, this.#position) ?? [];
		const [tag, slash, name = ""] = matchAt(TAG, this.#source, this.#position) ?? [];
		if (autolink !== undefined) this.#addAutolink(autolink, address);
		else if (lineBreak !== undefined) this.#addNode({ type: "break" }, lineBreak.length);
		else if (this.#source.startsWith("<!--", this.#position)) this.#readComment();
		else if (tag === undefined) this.#addText("<", 1);
		else if (slash) this.#closeTag(tag, name.toLowerCase());
		else this.#openTag(tag, name.toLowerCase());
	}

	#addAutolink(written: string, address: string): void {
		const isEmail = !/^[a-z][a-z\d+.-]+:/i.test(address);
		const text = revealDirectionOverrides(decodeEntities(address));
		const href = isEmail ? `mailto:${text}` : decodeEntities(address);
		this.#addNode({ type: "link", href, children: [{ type: "text", text }] }, written.length, 1);
	}

	/** A comment is not shown, as on GitHub; one without an end is text. */
	#readComment(): void {
		const short = /^<!---?>/.exec(this.#source.slice(this.#position, this.#position + 6))?.[0];
		if (short !== undefined) this.#position += short.length;
		else {
			this.#lastComment ??= this.#source.lastIndexOf("-->");
			if (this.#lastComment < this.#position + 4) this.#addText("<", 1);
			else this.#position = this.#source.indexOf("-->", this.#position + 4) + 3;
		}
	}

	#openTag(written: string, name: string): void {
		this.#tags.push({ index: this.#pieces.length, name });
		this.#openTags.set(name, (this.#openTags.get(name) ?? 0) + 1);
		this.#addNode({ type: "text", text: written }, written.length);
	}

	#closeTag(written: string, name: string): void {
		if ((this.#openTags.get(name) ?? 0) === 0) {
			this.#addText(written, written.length);
			return;
		}
		let tag = this.#popTag();
		while (tag && tag.name !== name) tag = this.#popTag();
		if (!tag) return;
		const { children, depth } = this.#wrap(tag.index);
		const type = INLINE_TAGS[name];
		if (type === undefined) return;
		const isMark = type === "strong" || type === "emphasis" || type === "strike";
		this.#addNode(isMark ? { type, children } : { type: "tag", tag: type, children }, written.length, depth);
	}

	#popTag(): Tag | undefined {
		const tag = this.#tags.pop();
		if (tag) this.#openTags.set(tag.name, (this.#openTags.get(tag.name) ?? 1) - 1);
		return tag;
	}

	/** Removes the pieces from an opening bracket or tag on, and returns the nodes of what it contains. */
	#wrap(index: number): { readonly children: MarkdownLine; readonly depth: number } {
		const [, ...inside] = this.#pieces.splice(index);
		while ((this.#brackets.at(-1)?.index ?? -1) > index) this.#brackets.pop();
		while ((this.#tags.at(-1)?.index ?? -1) > index) this.#popTag();
		this.#firstActive = Math.min(this.#firstActive, this.#brackets.length);
		const resolved = resolveEmphasis(inside);
		return { children: joinTexts(resolved), depth: depthAround(resolved) };
	}

	#readEntity(): void {
		const [written] = matchAt(ENTITY, this.#source, this.#position) ?? [];
		if (written === undefined) this.#addText("&", 1);
		else this.#addText(revealDirectionOverrides(decodeEntities(written)), written.length);
	}

	#readNewline(): void {
		const spaces = this.#source.slice(Math.max(0, this.#position - 2), this.#position);
		const last = this.#pieces.at(-1);
		if (spaces !== "  " || last?.node.type !== "text" || this.#isLastLine()) {
			this.#addText("\n", 1);
			return;
		}
		let end = last.node.text.length;
		while (last.node.text[end - 1] === " ") end--;
		last.node = { type: "text", text: last.node.text.slice(0, end) };
		this.#addBreak(0);
	}

	#isLastLine(): boolean {
		return this.#source.slice(this.#position, this.#position + MAX_LABEL).trim() === "";
	}

	#addBreak(length: number): void {
		this.#addNode({ type: "break" }, length + 1);
		while (" \t".includes(this.#source[this.#position] ?? "x")) this.#position++;
	}

	#openBracket(isImage: boolean): void {
		const [footnote, label] = isImage ? [] : (matchAt(FOOTNOTE, this.#source, this.#position) ?? []);
		if (footnote !== undefined && label !== undefined && this.#isFootnote(label)) {
			this.#addNode({ type: "footnote_reference", label: revealDirectionOverrides(label) }, footnote.length);
			return;
		}
		const text = isImage ? "![" : "[";
		const outer = this.#brackets.at(-1);
		if (outer) outer.hasBrackets = true;
		this.#brackets.push({
			index: this.#pieces.length,
			isImage,
			start: this.#position + text.length,
			afterWord: WORD_AT_END.test(this.#source.slice(Math.max(0, this.#position - 2), this.#position)),
			hasBrackets: false,
		});
		this.#addNode({ type: "text", text }, text.length);
	}

	#isFootnote(label: string): boolean {
		return this.#context.grows || footnoteKey(label) in this.#context.links;
	}

	#closeBracket(): void {
		const index = this.#brackets.length - 1;
		const bracket = this.#brackets.pop();
		const isActive = bracket && (bracket.isImage || index >= this.#firstActive);
		this.#firstActive = Math.min(this.#firstActive, this.#brackets.length);
		const link = isActive ? (this.#readTarget() ?? this.#readReference(bracket)) : undefined;
		if (!bracket || !link) {
			this.#addText("]", 1);
			return;
		}
		const { children, depth } = this.#wrap(bracket.index);
		this.#addLink(bracket, link, withoutLinks(children), depth);
		if (!bracket.isImage && link.href !== undefined) this.#firstActive = this.#brackets.length;
	}

	#addLink({ isImage }: Bracket, { href, length }: LinkEnd, children: MarkdownLine, depth: number): void {
		if (href === undefined) {
			this.#position += length;
			if (!isImage) for (const node of children) this.#pieces.push({ node, depth });
		} else if (isImage) {
			this.#addNode({ type: "image", source: href, alt: visibleText(children) }, length);
		} else {
			// A link without words would be invisible.
			const words = children.length > 0 ? children : [{ type: "text", text: revealDirectionOverrides(href) } as const];
			this.#addNode({ type: "link", href, children: words }, length, depth);
		}
	}

	/** The address and title after the bracket that is next. */
	#readTarget(): LinkEnd | undefined {
		const start = this.#position + 1;
		if (this.#source[start] !== "(") return undefined;
		let index = this.#skipSpace(start + 1);
		const target = this.#readAddress(index);
		if (!target) return undefined;
		index = this.#skipSpace(target.end);
		if (index > target.end) index = this.#skipSpace(this.#skipTitle(index));
		if (this.#source[index] !== ")") return undefined;
		return { href: withoutEscapes(target.written), length: index + 1 - this.#position };
	}

	#skipSpace(index: number): number {
		return index + (matchAt(LINK_SPACE, this.#source, index)?.[0].length ?? 0);
	}

	#readAddress(start: number): { readonly written: string; readonly end: number } | undefined {
		if (this.#source[start] === "<") {
			const [angled, written] = matchAt(ANGLED_TARGET, this.#source, start) ?? [];
			return angled === undefined || written === undefined ? undefined : { written, end: start + angled.length };
		}
		let depth = 0;
		let index = start;
		for (; index < this.#source.length; index++) {
			const character = this.#source.charAt(index);
			if (character <= " ") break;
			if (character === "\\") index++;
			else if (character === "(" && ++depth > MAX_PARENTHESES) return undefined;
			else if (character === ")" && --depth < 0) break;
		}
		return depth > 0 ? undefined : { written: this.#source.slice(start, index), end: index };
	}

	#skipTitle(start: number): number {
		const close = { '"': '"', "'": "'", "(": ")" }[this.#source.charAt(start)];
		if (close === undefined) return start;
		for (let index = start + 1; index < this.#source.length; index++) {
			const character = this.#source.charAt(index);
			if (character === "\\") index++;
			else if (character === close) return index + 1;
			else if (close === ")" && character === "(") return start;
		}
		return start;
	}

	#readReference(bracket: Bracket): LinkEnd | undefined {
		if (!this.#hasReferences) return undefined;
		const end = this.#position;
		const [full, label = ""] = matchAt(LABEL, this.#source, end + 1) ?? [];
		const isShort = end - bracket.start <= MAX_LABEL && !bracket.hasBrackets;
		const words = isShort ? this.#source.slice(bracket.start, end) : "";
		const name = normalizeLabel(label.trim() || words);
		if (name === "" || name.startsWith("^")) return undefined;
		const length = 1 + (full?.length ?? 0);
		const found = this.#context.links[name];
		if (found) return { href: decodeEntities(found.href), length };
		const isLink = this.#source[end + length] === "(";
		const isPending = this.#context.grows && full !== undefined && !isLink && words !== "" && !words.startsWith("^");
		if (isPending && !label.startsWith("^") && (bracket.isImage || !bracket.afterWord))
			return { href: undefined, length };
		// `[a][b]` may be the link `[a]` and the text `[b]`.
		const short = full !== undefined && words !== "" ? this.#context.links[normalizeLabel(words)] : undefined;
		return short && label !== "" ? { href: decodeEntities(short.href), length: 1 } : undefined;
	}
}

interface LinkEnd {
	/** Undefined if its definition may still follow: then a link shows its text, an image nothing. */
	readonly href: string | undefined;
	/** From the closing bracket on. */
	readonly length: number;
}

function withoutEscapes(written: string): string {
	return decodeEntities(written.replace(/\\([!-/:-@[-`{-~])/g, "$1"));
}

function runLength(source: string, start: number): number {
	let end = start + 1;
	while (source[end] === source[start]) end++;
	return end - start;
}

/** A link cannot contain another one: bare addresses in it are text. */
function withoutLinks(line: MarkdownLine): MarkdownLine {
	if (!line.some(hasLink)) return line;
	return line.flatMap((node) => {
		if (node.type === "link") return node.children;
		return "children" in node ? [{ ...node, children: withoutLinks(node.children) }] : [node];
	});
}

function hasLink(node: MarkdownInline): boolean {
	return node.type === "link" || ("children" in node && node.children.some(hasLink));
}
