/** A Markdown text with its words also as they are read: without the marks of emphasis, code and links between them. */
export function withPlainText(markdown: string): string {
	const plain = markdown.replaceAll(/!?\[([^\][\n]*)\]\([^()\n]*\)/g, "$1").replaceAll(/[*_~`]+/g, "");
	return plain === markdown ? markdown : `${markdown}\n${plain}`;
}
