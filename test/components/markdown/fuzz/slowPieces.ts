import { createMarkdownParser } from "../../../../src/components/markdown/parse/parser.ts";
import { cpuTime } from "../../../harness/cpuTime.ts";

/** Repeated, each of these makes some Markdown parser slow. */
export const SLOW_PIECES: readonly string[] = [
	"1.*",
	"*a ",
	"a**b",
	"*a_ ",
	"~~a ",
	"~~",
	"~~~ ",
	"`",
	"` `` ",
	"[",
	"![",
	"[a](",
	"[a](b",
	"[a](<b",
	'[a](b "',
	"[a][",
	"[[]()",
	"]",
	'[a]: b "\n',
	"[a]\n",
	"[^a]",
	"[^a]: b\n",
	"<",
	"<b>",
	"<b></i>",
	"</b>",
	"<!--",
	"<!-- -->",
	"<details>\n",
	"<a b=",
	"&",
	"&#1",
	"\\(",
	"C:\\",
	"\\a",
	" \\\\a",
	"\\[a",
	"$a",
	"$$",
	"$$\n",
	"$\\",
	"http://",
	"xhttp://a",
	"http://aあ",
	"www.",
	"a@",
	"a@b.c-",
	"a.",
	"> ",
	">",
	"> - ",
	"- ",
	"- a\nb\n",
	"- a\n\n",
	"1. a\n",
	"  a\n",
	"    a\n",
	"\t",
	"#",
	"# a\n",
	"a\n=",
	"|",
	"|\n",
	"|-",
	"a|-|\n-|-\n",
	"| ` ",
	"```\n",
	"```md\n```sh\n",
	"```\n\t",
	"- ```\n\t~~~\n",
	"~~~a\n",
	"---\n",
	"*".repeat(9),
	" \n",
	"a  \n",
	"a\n\n",
	"\r",
	"\\",
	"\\\n",
	"「**",
	"あ",
];

const SIZES = { small: 6_000, large: 24_000 } as const;
/** Four times the text may take up to so many times the time: caches and garbage collection are not linear. */
const MAX_GROWTH = 9;
/** In milliseconds of CPU time: below that, it is only noise. */
const SHORT = 60;
const TRIES = 3;

/** Whether repeating a text makes parsing slower than in proportion. Counts CPU time, so other processes do not matter. */
export function isSlow(piece: string, around: readonly [string, string], open: boolean): boolean {
	const repeat = (length: number) => around[0] + piece.repeat(Math.ceil(length / piece.length)) + around[1];
	for (let attempt = 0; attempt < TRIES; attempt++) {
		const large = timeParsing(repeat(SIZES.large), open);
		if (large < SHORT || large < MAX_GROWTH * timeParsing(repeat(SIZES.small), open)) return false;
	}
	return true;
}

function timeParsing(text: string, open: boolean): number {
	return cpuTime(() => createMarkdownParser(true)(text, open));
}
