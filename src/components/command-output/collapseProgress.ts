/**
 * Leaves of each line what a terminal would still show of it: programs return to its beginning (`\r`) to draw their
 * progress over it, and step back (`\b`) to draw a spinner.
 */
export function applyCarriageReturns(text: string): string {
	if (!/[\r\b]/.test(text)) return text;
	return text
		.split("\n")
		.map((line) => applyBackspaces(afterLastCarriageReturn(line)))
		.join("\n");
}

function afterLastCarriageReturn(line: string): string {
	return line.split("\r").findLast((drawn) => drawn !== "") ?? "";
}

function applyBackspaces(line: string): string {
	if (!line.includes("\b")) return line;
	const kept: string[] = [];
	for (const character of line) {
		if (character === "\b") kept.pop();
		else kept.push(character);
	}
	return kept.join("");
}
