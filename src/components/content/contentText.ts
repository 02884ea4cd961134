import type { ContentBlock } from "../../protocol/index.ts";
import { formatJson, lastPathSegments } from "../primitives/displayText.ts";

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

/** What a resource is called. */
export function resourceTitle(resource: Extract<ContentBlock, { type: "resource" | "resource_link" }>): string {
	return resource.type === "resource_link" ? (resource.title ?? resource.name) : lastPathSegments(resource.uri);
}
