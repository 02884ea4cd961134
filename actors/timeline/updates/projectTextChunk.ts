import { closeOpenText } from "../closeText.ts";
import type { ProjectionContext } from "../projectContext.ts";
import { andThen, type ProjectionResult, unchanged, withItem } from "../projected.ts";
import type { OpenText, Projection } from "../projection.ts";

export interface TextChunk {
	readonly kind: "message" | "thought";
	readonly text: string;
	/** The agent's own id of the message; null when it gives none. */
	readonly messageId: string | null;
}

/** Lets the open message or thought grow, or begins another one. */
export function projectTextChunk(
	projection: Projection,
	chunk: TextChunk,
	context: ProjectionContext,
): ProjectionResult {
	if (chunk.text === "") return unchanged(projection);
	const { openText } = projection;
	if (openText !== null && continuesText(openText, chunk)) return appendText(projection, openText, chunk.text);
	return andThen(closeOpenText(projection, context), (closed) => beginText(closed, chunk, context));
}

function continuesText({ item, messageId }: OpenText, chunk: TextChunk): boolean {
	const endsWithOtherContent = item.kind === "message" && item.blocks.length > 0;
	return item.kind === chunk.kind && messageId === chunk.messageId && !endsWithOtherContent;
}

function appendText(projection: Projection, open: OpenText, text: string): ProjectionResult {
	const item = { ...open.item, text: open.item.text + text };
	return {
		projection: { ...projection, openText: { ...open, item } },
		changes: [{ kind: "append", itemId: item.id, offset: open.item.text.length, text }],
	};
}

function beginText(projection: Projection, chunk: TextChunk, context: ProjectionContext): ProjectionResult {
	const base = { id: context.createId(), turnId: context.turnId, createdAt: context.now, text: chunk.text };
	const item: OpenText["item"] =
		chunk.kind === "message"
			? { ...base, kind: "message", blocks: [], open: true }
			: { ...base, kind: "thought", open: true, endedAt: null };
	return withItem({ ...projection, openText: { item, messageId: chunk.messageId } }, item);
}
