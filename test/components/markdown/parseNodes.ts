import { createMarkdownParser } from "../../../src/components/markdown/parse/parser.ts";

export interface ParseOptions {
	/** Whether the text is still being written. Default: no. */
	readonly open?: boolean | undefined;
	/** Whether formulas are drawn. Default: no. */
	readonly math?: boolean | undefined;
}

/** The nodes of a whole text. */
export function parseNodes(text: string, { open = false, math = false }: ParseOptions = {}) {
	return createMarkdownParser(math)(text, open).flatMap((group) => group.flatMap((block) => block.nodes));
}
