import { LIMITS } from "../protocol/limits.ts";
import { isAtLeastRole } from "../protocol/participant.ts";
import type { SuggestedPrompt } from "../protocol/prompt.ts";
import type { DeclineSuggestionRequest, SendSuggestionRequest } from "../protocol/requests.ts";
import type { PromptResponse } from "../protocol/responses.ts";
import type { PromptItem, TimelineItem } from "../protocol/timelineItem.ts";
import { type Requester, requireAction, toPerson } from "./access.ts";
import { type AccessTable, requireCommand } from "./oversight.ts";
import {
	type AdmissionContext,
	type AdmittedPrompt,
	admitPrompt,
	type CommandContext,
	createPrompt,
	type NewPromptContext,
	type NewPromptRequest,
	type QueueOutcome,
	type QueueState,
	requirePromptText,
	requireRoom,
	toLastPlace,
	waitingPrompts,
} from "./queue.ts";
import {
	suggestionChangedRefusal,
	suggestionClosedRefusal,
	suggestionNotFoundRefusal,
	suggestionsFullRefusal,
} from "./refusals.ts";
import { isWheelOfOther, requireWheel } from "./wheel.ts";

// A suggestion is a queued prompt that begins only once somebody sends it. Whoever sends it answers for it from then on.

/** The prompts that wait for somebody to send them, the oldest first. */
export function suggestionsIn<Prompt extends Pick<PromptItem, "suggestion">>(
	queue: readonly Prompt[],
): readonly Prompt[] {
	return queue.filter(({ suggestion }) => suggestion !== undefined);
}

/**
 * Accepts a prompt for the queue. While somebody else has the wheel it is a suggestion, whatever it asks for.
 *
 * @throws {Refusal} As `admitPrompt` and `admitSuggestion` do.
 */
export function admitByWheel(state: QueueState, request: NewPromptRequest, context: AdmissionContext): AdmittedPrompt {
	const admit = isWheelOfOther(context.wheel, context.by) ? admitSuggestion : admitPrompt;
	return admit(state, request, context);
}

/**
 * Accepts a prompt as a suggestion. What it says is checked as a command only when it is sent.
 *
 * @throws {Refusal} `prompt_empty`, `prompt_too_long` or `queue_full`
 */
export function admitSuggestion(
	{ queue }: Pick<QueueState, "queue">,
	request: NewPromptRequest,
	{ access, ...context }: NewPromptContext & Pick<CommandContext, "access">,
): AdmittedPrompt {
	const { text, attachments = [] } = request;
	requirePromptText(text, attachments.length > 0, context.notes);
	const waiting = suggestionsIn(queue);
	if (!hasRoomForSuggestion(queue, context.by.userId))
		throw suggestionsFullRefusal(waiting.length < LIMITS.suggestions);
	const prompt = { ...createPrompt(request, context), suggestion: describeSuggestion(access) };
	return { prompt, index: queue.length, position: waiting.length };
}

/** Whether one more suggestion of this person may wait. */
export function hasRoomForSuggestion(
	queue: readonly Pick<PromptItem, "by" | "suggestion">[],
	userId: string | undefined,
): boolean {
	const waiting = suggestionsIn(queue);
	const own = waiting.filter(({ by }) => by.userId === userId);
	return waiting.length < LIMITS.suggestions && own.length < LIMITS.suggestionsPerPerson;
}

function describeSuggestion({ prompt, sendSuggestion }: AccessTable): SuggestedPrompt {
	return { needs: isAtLeastRole(prompt, sendSuggestion) ? prompt : sendSuggestion };
}

/**
 * Sends a suggestion: it joins the end of the queue, as a prompt of whoever sends it.
 *
 * @param prompt - What the workspace has under the id.
 * @throws {Refusal} `not_found`, `suggestion_closed`, `suggestion_changed`, `wheel_held`, `forbidden` or `queue_full`
 */
export function sendSuggestion(
	state: QueueState,
	prompt: TimelineItem | null | undefined,
	{ revision }: Pick<SendSuggestionRequest, "revision">,
	by: Requester,
	context: CommandContext,
): QueueOutcome<PromptResponse> {
	const { suspended: _suspended, suggestion, ...sent } = requireMayDecide(prompt, by, context);
	// Whoever sends it answers for what it says: its author must not change it under their hand.
	if (revision !== undefined && revision !== (suggestion?.revision ?? 0)) throw suggestionChangedRefusal();
	requireCommand(context.access, by.role, sent.text, context.commands);
	requireRoom(state, "queue", by.userId);
	return {
		changes: [toLastPlace({ ...sent, sentBy: toPerson(by) })],
		response: { promptId: sent.id, position: waitingPrompts(state.queue).length },
	};
}

/**
 * Declines a suggestion.
 *
 * @param prompt - What the workspace has under the id.
 * @throws {Refusal} `not_found`, `suggestion_closed`, `wheel_held` or `forbidden`
 */
export function declineSuggestion(
	prompt: TimelineItem | null | undefined,
	{ promptId, reason = "" }: DeclineSuggestionRequest,
	by: Requester,
	context: Pick<CommandContext, "access" | "wheel">,
): QueueOutcome<{ readonly promptId: string }> {
	const { suspended: _, ...declined } = requireMayDecide(prompt, by, context);
	const explanation = reason.trim();
	const withdrawal = { reason: "declined", person: toPerson(by), ...(explanation !== "" && { explanation }) } as const;
	return { changes: [toLastPlace({ ...declined, state: "withdrawn", withdrawal })], response: { promptId } };
}

function requireMayDecide(
	prompt: TimelineItem | null | undefined,
	by: Requester,
	{ access, wheel }: Pick<CommandContext, "access" | "wheel">,
): PromptItem {
	if (prompt?.kind !== "prompt" || !wasSuggestion(prompt)) throw suggestionNotFoundRefusal();
	if (prompt.state !== "queued" || !prompt.suggestion) throw suggestionClosedRefusal(prompt);
	requireAction(access, by, "prompt");
	requireWheel(wheel, by);
	return prompt;
}

function wasSuggestion({ suggestion, sentBy }: PromptItem): boolean {
	return suggestion !== undefined || sentBy !== undefined;
}
