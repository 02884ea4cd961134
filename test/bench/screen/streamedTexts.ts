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

/** What is streamed through the renderers of Markdown. */
export const TEXTS = {
	"32 KB": variedAnswer(32_768),
	"256 KB": variedAnswer(262_144),
	"3,000 lines of code": `Here is the file:\n\n\`\`\`ts\n${lines(LINES, codeLine)}\n\`\`\`\n`,
	"500 rows of a table": `| name | file | size | tries | state |\n|---|---|---:|---:|---|\n${lines(ROWS, tableRow)}\n`,
} as const;
export type TextName = keyof typeof TEXTS;
