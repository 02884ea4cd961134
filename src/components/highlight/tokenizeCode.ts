import { createHighlighterCore, type HighlighterCore, type ThemedToken } from "@shikijs/core";
import { createJavaScriptRegexEngine } from "@shikijs/engine-javascript";
import type { CodeLine, CodeToken } from "./codeKind.ts";
import { tokenKindOfColor, tokenKindTheme } from "./codeTheme.ts";
import type { HighlightRequest } from "./highlightMessage.ts";

/** A line as long as this is data or was packed: colours would cost much and tell nothing. */
const MAX_LINE_LENGTH = 2_000;
/** Milliseconds for a line. The first one in a language takes most of them, on a slow machine over half a second. */
const MAX_LINE_MS = 5_000;

type TokenizeRequest = Omit<HighlightRequest, "id">;

let highlighter: Promise<HighlighterCore> | undefined;

/** Cuts code into lines of stretches that look the same. Where it runs it holds the grammars it has met. */
export async function tokenizeCode({ code, language, grammar }: TokenizeRequest): Promise<readonly CodeLine[]> {
	highlighter ??= createHighlighterCore({
		themes: [tokenKindTheme],
		engine: createJavaScriptRegexEngine({ forgiving: true }),
	});
	const shiki = await highlighter;
	// At once: the next to be read may be without its grammar, because this one brings it.
	if (grammar) shiki.loadLanguageSync(grammar);
	const limits = { tokenizeMaxLineLength: MAX_LINE_LENGTH, tokenizeTimeLimit: MAX_LINE_MS };
	const options = { lang: language, theme: tokenKindTheme.name ?? "", ...limits };
	return shiki.codeToTokensBase(code, options).map(mergeAdjacentTokens);
}

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
