import { type MarkdownNode, visibleText } from "../../../../src/components/markdown/parse/nodes.ts";

/** All text that a reader sees, with a line break after each block. */
export function shownText(nodes: readonly MarkdownNode[]): string {
	return nodes.map(blockText).join("");
}

function blockText(node: MarkdownNode): string {
	switch (node.type) {
		case "paragraph":
		case "line":
		case "heading":
			return `${visibleText(node.children)}\n`;
		case "code_block":
		case "source":
			return `${node.text}\n`;
		case "quote":
			return shownText(node.children);
		case "footnote":
			return `${node.label} ${shownText(node.children)}`;
		case "details":
			return `${visibleText(node.summary ?? [])}\n${shownText(node.children)}`;
		case "list":
			return node.items.map((item) => shownText(item.children)).join("");
		case "table":
			return [node.header, ...node.rows].map((row) => `${row.map(visibleText).join(" ")}\n`).join("");
		case "rule":
			return "";
	}
}
