import type { ContentBlock } from "../../protocol/index.ts";
import { lastPathSegments } from "../tool-call/shortPath.ts";

/** What a resource is called. */
export function resourceTitle(resource: Extract<ContentBlock, { type: "resource" | "resource_link" }>): string {
	return resource.type === "resource_link" ? (resource.title ?? resource.name) : lastPathSegments(resource.uri);
}
