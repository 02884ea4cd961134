import { parseChunk } from "../parse/parseChunk.ts";
import type { ProjectionContext } from "../projectContext.ts";
import type { ProjectionResult } from "../projected.ts";
import type { Projection } from "../projection.ts";
import { projectMessageBlock } from "./projectMessageBlock.ts";
import { projectTextChunk } from "./projectTextChunk.ts";

/** A piece of what the agent says or thinks. Null when it is not understood. */
export function projectChunk(
	projection: Projection,
	kind: "message" | "thought",
	update: unknown,
	context: ProjectionContext,
): ProjectionResult | null {
	const chunk = parseChunk(update);
	if (chunk === null) return null;
	const { content, messageId } = chunk;
	if (content.type === "text") {
		return projectTextChunk(projection, { kind, text: content.text, messageId }, context);
	}
	// A thought holds text only.
	return kind === "message" ? projectMessageBlock(projection, content, messageId, context) : null;
}
