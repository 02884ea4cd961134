import type { ContentBlock } from "../../protocol/index.ts";
import { formatJson, lastPathSegments } from "../primitives/displayText.ts";

/** The visible text of a content block. */
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

/** The name to show for a resource. */
export function resourceTitle(resource: Extract<ContentBlock, { type: "resource" | "resource_link" }>): string {
	return resource.type === "resource_link" ? (resource.title ?? resource.name) : lastPathSegments(resource.uri);
}
