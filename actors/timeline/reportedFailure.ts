import * as v from "valibot";
import type { PromptOutcome } from "../../src/rules/turn.ts";
import { parseOrNull, readThreadStatuses } from "./acpSchemas.ts";
import { errorInfoFromAcpError, plainErrorText } from "./agentErrors.ts";
import type { Projection, ProjectionContext } from "./projection.ts";

/*
 * Some agents answer a prompt as if its turn had succeeded (`stopReason: "end_turn"`), and say beside it that it has
 * failed. These forms are known:
 *
 * | what the agent sends                                                        | what it means                       |
 * |-----------------------------------------------------------------------------|-------------------------------------|
 * | `session_info_update`, `_meta: { x: { threadStatus: { type: "systemError" } } }` | the turn has failed            |
 * | `agent_message_chunk` after it                                              | the text of the error, maybe JSON   |
 * | `tool_call`, `agent_thought_chunk` or `threadStatus: { type: "active" }` after it | it goes on: the text is an answer |
 * | the turn fails, and the last message ends in the words of the error         | the error is shown once             |
 *
 * `x` is any key: agents put their own extensions under their names.
 */

const infoSchema = v.object({ sessionUpdate: v.literal("session_info_update") });

function reportedStatuses(update: unknown): readonly string[] {
	return v.is(infoSchema, update) ? readThreadStatuses(update) : [];
}

/** Longer texts are answers. */
const MAX_ERROR_CHARACTERS = 8_000;

const workSchema = v.object({ sessionUpdate: v.picklist(["tool_call", "agent_thought_chunk"]) });

/** The projection with what the update says about a failure of the turn. */
export function readFailure(projection: Projection, update: unknown, context: ProjectionContext): Projection {
	// Outside of turns nothing shows an error but the agent's own words.
	const hasFailed = !context.isOutsideTurns && reportedStatuses(update).includes("systemError");
	return hasFailed && projection.failure === null ? { ...projection, failure: "" } : projection;
}

/** Whether the update shows that the agent goes on after all. */
export function isEndOfFailure(projection: Projection, update: unknown): boolean {
	const { failure } = projection;
	if (failure === null) return false;
	return (
		failure.length > MAX_ERROR_CHARACTERS ||
		parseOrNull(workSchema, update) !== null ||
		reportedStatuses(update).includes("active")
	);
}

/** Whether what the agent says now is the text of an error. */
export function isFailing({ failure }: Projection): boolean {
	return failure !== null;
}

export function addFailureText(projection: Projection, text: string): Projection {
	return { ...projection, failure: (projection.failure ?? "") + text };
}

/**
 * How the turn ended, with what the agent has said beside its answer. Call it before the turn is closed.
 *
 * @param outcome - What the agent has answered the prompt with.
 */
export function settleOutcome({ failure, openText }: Projection, outcome: PromptOutcome): PromptOutcome {
	const lastWords = openText?.item.kind === "message" ? openText.item.text : "";
	const error = outcome.error ?? (failure === null ? null : errorInfoFromAcpError({ message: failure }));
	if (!error) return outcome;
	const isSaid = error.detail !== undefined && plainErrorText(lastWords).endsWith(plainErrorText(error.detail));
	return { stopReason: null, error: isSaid ? { ...error, detail: undefined } : error };
}
