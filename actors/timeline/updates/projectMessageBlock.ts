import type { ContentBlock } from "../../../src/protocol/index.ts";
import { closeOpenText } from "../closeText.ts";
import type { ProjectionContext } from "../projectContext.ts";
import { andThen, type ProjectionResult, withItem } from "../projected.ts";
import type { ProjectedItem } from "../projectedChange.ts";
import type { Projection } from "../projection.ts";

/** Adds content that is not text to the open message, or begins one with it. */
export function projectMessageBlock(
	projection: Projection,
	block: ContentBlock,
	messageId: string | null,
	context: ProjectionContext,
): ProjectionResult {
	const { openText } = projection;
	if (openText?.item.kind === "message" && openText.messageId === messageId) {
		return openMessage(projection, addBlock(openText.item, block), messageId);
	}
	return andThen(closeOpenText(projection, context), (closed) =>
		openMessage(closed, addBlock(emptyMessage(context), block), messageId),
	);
}

function openMessage(
	projection: Projection,
	item: ProjectedItem<"message">,
	messageId: string | null,
): ProjectionResult {
	return withItem({ ...projection, openText: { item, messageId } }, item);
}

function addBlock(item: ProjectedItem<"message">, block: ContentBlock): ProjectedItem<"message"> {
	return { ...item, blocks: [...item.blocks, block] };
}

function emptyMessage(context: ProjectionContext): ProjectedItem<"message"> {
	const { turnId, now: createdAt } = context;
	return { kind: "message", id: context.createId(), turnId, createdAt, text: "", blocks: [], open: true };
}
