const OPENING_FENCE = /^\s*(`{3,}|~{3,})[^\n`]*\n/;

/** Takes the fence from around a text that is one fenced block: some agents send command output as Markdown. */
export function stripMarkdownFence(text: string): string {
	const [opening, fence] = OPENING_FENCE.exec(text) ?? [];
	if (opening === undefined || fence === undefined) return text;
	const lines = text.slice(opening.length).trimEnd().split("\n");
	// Another fence before the last line: then these are several blocks.
	const isOneBlock = lines.pop() === fence && !lines.some((line) => line.startsWith(fence));
	return isOneBlock ? lines.join("\n") : text;
}
