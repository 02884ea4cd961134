import { variedAnswer } from "./variedAnswer.ts";

const LINES = 3_000;
const ROWS = 500;

const codeLine = (line: number) =>
	line % 7 === 0
		? `/** Step ${line} of the upload. */`
		: `\tconst receipt${line} = await send(parts[${line}], { tries: ${line % 5}, name: "part ${line}" });`;
const tableRow = (row: number) =>
	`| upload ${row} | \`part-${row}.bin\` | ${row * 17} kB | **${row % 9}** | ${row % 3 ? "done" : "failed"} |`;

const lines = (count: number, line: (number: number) => string) =>
	Array.from({ length: count }, (_, index) => line(index)).join("\n");

const table = (rows: number) =>
	`| name | file | size | tries | state |\n|---|---|---:|---:|---|\n${lines(rows, tableRow)}\n`;

/** The last paragraph of every text: once it is on the page, the renderer has shown all of it. */
export const END = "That was all of it.";

const withEnd = (text: string) => `${text}\n\n${END}\n`;

/** What is streamed through the renderers of Markdown. */
export const TEXTS = {
	"32 KB": withEnd(variedAnswer(32_768)),
	"256 KB": withEnd(variedAnswer(262_144)),
	"3,000 lines of code": withEnd(`Here is the file:\n\n\`\`\`ts\n${lines(LINES, codeLine)}\n\`\`\``),
	"500 rows of a table": withEnd(table(ROWS)),
	/** Something of everything, so that the renderers have loaded and compiled what they need; in other words, which no cache knows later. */
	"warm-up": withEnd(
		`\`\`\`ts\n${lines(8, (line) => `let first${line} = ${line};`)}\n\`\`\`\n\n${variedAnswer(8_192, 2)}`,
	),
} as const;
export type TextName = keyof typeof TEXTS;
