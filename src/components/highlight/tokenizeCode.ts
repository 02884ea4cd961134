import {
	createHighlighterCore,
	type GrammarState,
	type HighlighterCore,
	type ThemedToken,
	type ThemeRegistrationRaw,
} from "@shikijs/core";
import { createJavaScriptRegexEngine } from "@shikijs/engine-javascript";
import type { CodeLine, CodeToken, CodeTokenKind, HighlightRequest, HighlightResponse } from "./codeTokens.ts";

/** A Shiki theme can only assign colours: these stand for the kinds of tokens and are never shown. */
const PLAIN_COLOR = "#000000";
const KIND_COLORS: Readonly<Record<CodeTokenKind, string>> = {
	comment: "#000001",
	constant: "#000002",
	function: "#000003",
	keyword: "#000004",
	string: "#000005",
};
const KIND_SCOPES: Readonly<Record<CodeTokenKind, readonly string[]>> = {
	comment: ["comment", "punctuation.definition.comment", "meta.diff.header", "meta.diff.range"],
	constant: ["constant", "support.constant", "variable.language", "variable.other.constant", "keyword.other.unit"],
	function: [
		"entity.name",
		"entity.other",
		"support.function",
		"support.type",
		"support.class",
		"meta.function-call.generic",
	],
	keyword: [
		"keyword",
		"storage",
		"keyword.operator.new",
		"keyword.operator.expression",
		"keyword.operator.logical.python",
		"markup.heading",
		"markup.deleted",
	],
	string: ["string", "markup.inserted", "markup.inline.raw", "constant.other.symbol"],
};
const PLAIN_SCOPES = ["keyword.operator", "storage.type.function.arrow", "meta.template.expression", "meta.embedded"];

const themeRule = (scope: readonly string[], foreground: string) => ({ scope: [...scope], settings: { foreground } });

const tokenKindTheme: ThemeRegistrationRaw = {
	name: "kinds",
	settings: [
		{ settings: { foreground: PLAIN_COLOR, background: "#ffffff" } },
		...Object.entries(KIND_COLORS).map(([kind, color]) => themeRule(KIND_SCOPES[kind as CodeTokenKind], color)),
		themeRule(PLAIN_SCOPES, PLAIN_COLOR),
	],
};

const kindByColor = new Map(Object.entries(KIND_COLORS).map(([kind, color]) => [color, kind as CodeTokenKind]));

/** The kind of token that a colour of the theme stands for. */
function tokenKindOfColor(color: string | undefined): CodeTokenKind | null {
	return kindByColor.get(color?.toLowerCase() ?? "") ?? null;
}

/** Longer lines are data or minified code: tokenizing them is expensive and useless. */
const MAX_LINE_LENGTH = 2_000;
/** Milliseconds per line. The first line of a language takes the longest, on a slow machine over half a second. */
const MAX_LINE_MS = 5_000;

type TokenizeRequest = Omit<HighlightRequest, "id">;
type TokenizedCode = Pick<HighlightResponse, "keptLines"> & { readonly lines: readonly CodeLine[] };

let highlighter: Promise<HighlighterCore> | undefined;

/** Where the tokenizer was at the end of code that may grow, by language and code. */
const ends = new Map<string, GrammarState>();
/** Blocks that grow at the same time: those of the open message, and of other chats on the page. */
const MAX_ENDS = 16;

/**
 * Splits code into lines of tokens. Keeps the grammars that it has received, and where it ended: code that has grown is
 * tokenized from there, so that a long block costs what is added to it.
 */
export async function tokenizeCode({ code, language, grammar, knownLength }: TokenizeRequest): Promise<TokenizedCode> {
	highlighter ??= createHighlighterCore({
		themes: [tokenKindTheme],
		engine: createJavaScriptRegexEngine({ forgiving: true }),
	});
	const shiki = await highlighter;
	// Synchronously: the next request may come without the grammar, because this one brings it.
	if (grammar) shiki.loadLanguageSync(grammar);
	const known = code.slice(0, knownLength);
	const end = knownLength > 0 && code[knownLength] === "\n" ? takeEnd(language, known) : undefined;
	const limits = { tokenizeMaxLineLength: MAX_LINE_LENGTH, tokenizeTimeLimit: MAX_LINE_MS };
	const options = { lang: language, theme: tokenKindTheme.name ?? "", ...limits };
	const tokens = end
		? shiki.codeToTokensBase(code.slice(knownLength + 1), { ...options, grammarState: end })
		: shiki.codeToTokensBase(code, options);
	keepEnd(language, code, shiki.getLastGrammarState(tokens));
	return { lines: tokens.map(mergeAdjacentTokens), keptLines: end ? known.split("\n").length : 0 };
}

function takeEnd(language: string, code: string): GrammarState | undefined {
	const key = endKey(language, code);
	const end = ends.get(key);
	ends.delete(key);
	return end;
}

function keepEnd(language: string, code: string, end: GrammarState | undefined): void {
	if (end) ends.set(endKey(language, code), end);
	const [oldest] = ends.keys();
	if (ends.size > MAX_ENDS && oldest !== undefined) ends.delete(oldest);
}

const endKey = (language: string, code: string) => `${language}\n${code}`;

function mergeAdjacentTokens(line: readonly ThemedToken[]): CodeLine {
	const tokens: CodeToken[] = [];
	for (const { content, color } of line) {
		const kind = tokenKindOfColor(color);
		const last = tokens.at(-1);
		if (last?.kind === kind) tokens[tokens.length - 1] = { text: last.text + content, kind };
		else tokens.push({ text: content, kind });
	}
	return tokens;
}
