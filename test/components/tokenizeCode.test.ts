import { expect, test } from "vitest";
import { findLanguage, loadGrammar } from "../../src/components/highlight/languages.ts";
import { tokenizeCode } from "../../src/components/highlight/tokenizeCode.ts";

const CODE = `/* A comment
that goes on
*/
export const text = \`a template
	\${value + 1} that goes on
\`;

function add(one: number, other: number): number {
	return one + other; // the sum
}

const pattern = /a+/g;
const last = "text";`;

async function tokenizeWhole(code: string) {
	const language = findLanguage("ts") ?? "typescript";
	const grammar = await loadGrammar(language);
	return (await tokenizeCode({ code, language, grammar, knownLength: 0 })).lines;
}

test("code that grows line by line has the tokens of the whole, and only new lines are tokenized", async () => {
	const expected = await tokenizeWhole(CODE);
	expect(expected.flat().some(({ kind }) => kind === "comment")).toBe(true);
	const lines = CODE.split("\n");
	let known: { readonly code: string; readonly lines: typeof expected } = { code: "", lines: [] };
	for (let count = 1; count <= lines.length; count++) {
		const code = lines.slice(0, count).join("\n");
		const answer = await tokenizeCode({
			code,
			language: "typescript",
			grammar: null,
			knownLength: known.code.length,
		});
		expect(answer.keptLines).toBe(known.lines.length);
		expect(answer.lines).toHaveLength(1);
		known = { code, lines: [...known.lines.slice(0, answer.keptLines), ...answer.lines] };
	}
	expect(known.lines).toEqual(expected);
});

test("code whose beginning is not known any more is tokenized as a whole", async () => {
	const answer = await tokenizeCode({
		code: "const other = 1;\nconst more = 2;",
		language: "typescript",
		grammar: await loadGrammar("typescript"),
		knownLength: "const other = 1;".length,
	});
	expect(answer.keptLines).toBe(0);
	expect(answer.lines).toEqual(await tokenizeWhole("const other = 1;\nconst more = 2;"));
});
