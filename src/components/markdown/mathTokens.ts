import type { TokenizerExtension } from "marked";

export interface MathToken {
	type: "math";
	raw: string;
	text: string;
	display: boolean;
}

/** `$$…$$` on lines of its own. */
const mathBlock: TokenizerExtension = {
	name: "math",
	level: "block",
	start: (source) => /(?:^|\n)\$\$/.exec(source)?.index,
	tokenizer(source) {
		const [raw, text] = /^\$\$([^$]+)\$\$[ \t]*(?:\n|$)/.exec(source) ?? [];
		if (raw === undefined || text === undefined) return undefined;
		return { type: "math", raw, text: text.trim(), display: true } satisfies MathToken;
	},
};

/** `$…$` in a line. Money is not maths: no space stands inside the dollars, and no digit after the second. */
const mathInline: TokenizerExtension = {
	name: "math",
	level: "inline",
	start: (source) => /(?<![\\$])\$/.exec(source)?.index,
	tokenizer(source) {
		const [raw, dollars, text] = /^(\$\$?)(?![\s$])((?:\\.|[^$\\\n])+?)(?<!\s)\1(?![\d$])/.exec(source) ?? [];
		if (raw === undefined || text === undefined) return undefined;
		return { type: "math", raw, text, display: dollars === "$$" } satisfies MathToken;
	},
};

export const mathExtensions: TokenizerExtension[] = [mathBlock, mathInline];

/** Whether a growing block is a formula whose end has not come. */
export function isPartialFormula(source: string): boolean {
	return /^\s*\$\$[^$]*\$?$/.test(source);
}
