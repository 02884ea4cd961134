import * as v from "valibot";
import { truncateText } from "../../src/rules/truncateText.ts";
import { lenientOptional, parseOrNull } from "./acpSchemas.ts";
import { type Projection, type ProjectionContext, type ProjectionResult, unchanged, withItem } from "./projection.ts";

const MAX_CHARACTERS = 4_000;

/** The text of a block: of a file, its name or its address. */
const contentSchema = v.union([
	v.pipe(
		v.object({ type: v.literal("text"), text: v.string() }),
		v.transform(({ text }) => text),
	),
	v.pipe(
		v.object({ type: v.literal("resource_link"), name: v.string() }),
		v.transform(({ name }) => name),
	),
	v.pipe(
		v.object({ type: v.literal("resource"), resource: v.object({ uri: v.string() }) }),
		v.transform(({ resource }) => resource.uri),
	),
]);

const chunkSchema = v.object({ content: contentSchema, messageId: lenientOptional(v.string()) });

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
	const { content, messageId = null } = chunk;
	const before = projection.otherPrompt;
	const known = before?.messageId === messageId ? before.item : null;
	const item = {
		kind: "notice",
		id: known?.id ?? context.createId(),
		turnId: known ? known.turnId : context.turnId,
		createdAt: known?.createdAt ?? context.now,
		level: "info",
		code: "prompted_elsewhere",
		message: "The agent was prompted outside of this workspace.",
		detail: truncateText(`${known?.detail ?? ""}${content}`, MAX_CHARACTERS),
	} as const;
	return withItem({ ...projection, otherPrompt: { item, messageId } }, item);
}

/** What follows another update is another prompt. */
export function endOtherPrompt(projection: Projection, update: Readonly<Record<string, unknown>>): Projection {
	const isOver = projection.otherPrompt !== null && update.sessionUpdate !== "user_message_chunk";
	return isOver ? { ...projection, otherPrompt: null } : projection;
}
