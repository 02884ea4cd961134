/** Plain text as a Markdown code block that it cannot break out of, the way agents send output themselves. */
export function fenceText(text: string): string {
	const runs = text.match(/`+/g) ?? [];
	const fence = "`".repeat(runs.reduce((longest, run) => Math.max(longest, run.length), 2) + 1);
	return `${fence}\n${text}${text.endsWith("\n") ? "" : "\n"}${fence}`;
}
