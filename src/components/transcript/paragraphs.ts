/** Texts below each other with one empty line between, without those that say nothing. */
export function joinParagraphs(texts: readonly (string | null | undefined)[]): string {
	return texts
		.map((text) => (text ?? "").replace(/^\s*\n/, "").trimEnd())
		.filter((text) => text !== "")
		.join("\n\n");
}
