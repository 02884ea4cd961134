import * as v from "valibot";
import type { QuestionRequest } from "../../src/protocol/index.ts";
import { truncateWithEllipsis } from "../../src/rules/truncateText.ts";
import { lenientOptional, parseOrNull } from "./acpSchemas.ts";
import {
	andThen,
	closeOpenText,
	type ProjectedItem,
	type Projection,
	type ProjectionContext,
	type ProjectionResult,
	withItem,
} from "./projection.ts";
import { parseForm } from "./questionForm.ts";
import { enterTurn } from "./turns.ts";

const MAX_MESSAGE_CHARACTERS = 8_000;
/** Browsers open no longer ones. */
const MAX_URL_CHARACTERS = 8_000;

const baseSchema = {
	message: v.pipe(
		v.string(),
		v.transform((message) => truncateWithEllipsis(message, MAX_MESSAGE_CHARACTERS)),
	),
	toolCallId: lenientOptional(v.string()),
};

const elicitationSchema = v.variant("mode", [
	v.object({ mode: v.literal("form"), ...baseSchema, requestedSchema: v.unknown() }),
	v.object({
		mode: v.literal("url"),
		...baseSchema,
		url: v.pipe(v.string(), v.maxLength(MAX_URL_CHARACTERS)),
		elicitationId: v.string(),
	}),
]);

export interface ProjectedQuestion extends ProjectionResult {
	/** The question among the changes; null when the request is none that ACP defines. */
	readonly question: ProjectedItem<"question"> | null;
	/** The agent's id of a page that it asks people to visit. */
	readonly elicitationId: string | null;
}

/**
 * Projects a question of the agent.
 *
 * @param request - The params of ACP's `elicitation/create`.
 */
export function projectQuestion(
	projection: Projection,
	request: unknown,
	context: ProjectionContext,
): ProjectedQuestion {
	const parsed = parseOrNull(elicitationSchema, request);
	if (!parsed) return { projection, changes: [], question: null, elicitationId: null };
	const { message, toolCallId } = parsed;
	const { turnId, now: createdAt } = context;
	const question: ProjectedItem<"question"> = {
		kind: "question",
		id: context.createId(),
		turnId,
		createdAt,
		message,
		request: toRequest(parsed),
		state: { status: "pending" },
		...(toolCallId !== undefined && { toolCallId }),
	};
	const closed = andThen(enterTurn(projection, context), (next) => closeOpenText(next, context));
	const result = andThen(closed, (next) => withItem(next, question));
	return { ...result, question, elicitationId: parsed.mode === "url" ? parsed.elicitationId : null };
}

function toRequest(parsed: v.InferOutput<typeof elicitationSchema>): QuestionRequest {
	return parsed.mode === "url" ? { type: "url", url: parsed.url } : parseForm(parsed.requestedSchema);
}
