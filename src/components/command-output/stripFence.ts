const FENCED = /^\s*(`{3,}|~{3,})[^\n`]*\n([\s\S]*?)\n?\1[ \t]*\s*$/;

/** Takes the fence from around a text that is one fenced block: some agents send command output as Markdown. */
export function stripFence(text: string): string {
	const [, fence, body] = FENCED.exec(text) ?? [];
	if (fence === undefined || body === undefined) return text;
	// Another fence inside: then it is several blocks, and this one's end is not the text's.
	const isOneBlock = !body.split("\n").some((line) => line.startsWith(fence));
	return isOneBlock ? body : text;
}
