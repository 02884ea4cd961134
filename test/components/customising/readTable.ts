/** The cells of the Markdown table whose head begins with `head`, row by row; inline code without its backticks. */
export function readTable(document: string, head: string): readonly (readonly string[])[] {
	const lines = document.split("\n");
	const start = lines.findIndex((line) => line.startsWith(head));
	if (start < 0) throw new Error(`docs/customising.md has no table that begins with ${head}`);
	const rest = lines.slice(start + 2);
	return rest.slice(0, rest.indexOf("")).map(cellsOf);
}

const cellsOf = (line: string) =>
	line
		.split("|")
		.slice(1, -1)
		.map((cell) => cell.trim().replace(/^`(.*)`$/, "$1"));
