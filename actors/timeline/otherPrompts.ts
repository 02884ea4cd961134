import * as v from "valibot";
import { truncateText } from "../../src/rules/truncateText.ts";
import { parseOrNull } from "./acpSchemas.ts";
import { type Projection, type ProjectionContext, type ProjectionResult, unchanged, withItem } from "./projection.ts";

const MAX_CHARACTERS = 4_000;

const chunkSchema = v.object({ content: v.object({ type: v.literal("text"), text: v.string() }) });

/**
 * `user_message_chunk`. In a turn the agent repeats its prompt, which is in the timeline already, with its author.
 * Outside of turns another client of the agent's session has prompted it: what follows cannot be understood without that.
 */
export function projectUserChunk(
	projection: Projection,
	update: unknown,
	context: ProjectionContext,
): ProjectionResult | null {
	if (!context.isOutsideTurns) return unchanged(projection);
	const chunk = parseOrNull(chunkSchema, update);
	if (chunk === null) return null;
	const known = projection.otherPrompt;
	const otherPrompt = {
		kind: "notice",
		id: known?.id ?? context.createId(),
		turnId: known ? known.turnId : context.turnId,
		createdAt: known?.createdAt ?? context.now,
		level: "info",
		code: "prompted_elsewhere",
		message: "The agent was prompted outside of this workspace.",
		detail: truncateText(`${known?.detail ?? ""}${chunk.content.text}`, MAX_CHARACTERS),
	} as const;
	return withItem({ ...projection, otherPrompt }, otherPrompt);
}

/** What follows another update is another prompt. */
export function endOtherPrompt(projection: Projection, update: Readonly<Record<string, unknown>>): Projection {
	const isOver = projection.otherPrompt !== null && update.sessionUpdate !== "user_message_chunk";
	return isOver ? { ...projection, otherPrompt: null } : projection;
}
