import type { ContentBlock } from "../../protocol/index.ts";
import { formatJson } from "../content/readableJson.ts";

/** What people read of a piece of content. */
export function contentBlockText(block: ContentBlock): string {
	switch (block.type) {
		case "text":
			return block.text;
		case "resource_link":
			return block.title ?? block.name;
		case "resource":
			return `${block.uri}\n${block.text ?? ""}`;
		case "unknown":
			return formatJson(block.value);
		default:
			return "";
	}
}
