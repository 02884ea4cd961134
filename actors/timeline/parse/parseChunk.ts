import * as v from "valibot";
import type { ContentBlock } from "../../../src/protocol/index.ts";
import { contentBlockSchema } from "./contentBlockSchema.ts";
import { lenientOptional } from "./orAbsent.ts";
import { parseOrNull } from "./parseOrNull.ts";

export interface Chunk {
	readonly content: ContentBlock;
	readonly messageId: string | null;
}

const chunkSchema = v.object({ content: contentBlockSchema, messageId: lenientOptional(v.string()) });

/** `agent_message_chunk` and `agent_thought_chunk`. */
export function parseChunk(update: unknown): Chunk | null {
	const chunk = parseOrNull(chunkSchema, update);
	return chunk && { content: chunk.content, messageId: chunk.messageId ?? null };
}
