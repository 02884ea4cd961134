/** The public tokens that a text reads, each with its default. */
export function readTokens(text: string): readonly string[] {
	return [...text.matchAll(/var\((--wsc-[a-z-]+), /g)].map((found) => {
		const rest = text.slice(found.index + found[0].length);
		return `${found[1]}: ${rest.slice(0, closingAt(rest))}`;
	});
}

function closingAt(text: string): number {
	let depth = 1;
	return [...text].findIndex((letter) => {
		if (letter === "(") depth += 1;
		if (letter === ")") depth -= 1;
		return depth === 0;
	});
}
