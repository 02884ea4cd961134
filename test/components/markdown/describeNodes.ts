/** The text of nodes, with the kind of each piece that is more than text. */
export function describeNodes(value: unknown): string {
	if (Array.isArray(value)) return value.map(describeNodes).join("");
	if (typeof value !== "object" || value === null) return "";
	const node = value as Record<string, unknown>;
	const { text, children, items, summary, header, rows } = node;
	const inside = [text, ...[summary, children, items, header, rows].map(describeNodes)];
	const words = inside.filter((part) => part !== undefined).join("");
	return node.type === "text" || node.type === undefined ? words : `<${node.tag ?? node.type} ${words}>`;
}
