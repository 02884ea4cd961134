import { LIMITS } from "../protocol/limits.ts";
import type { QuotedNote } from "../protocol/note.ts";
import type { Person } from "../protocol/participant.ts";
import type { Preemption } from "../protocol/prompt.ts";
import type { EditPromptRequest, MovePromptRequest, PromptRequest } from "../protocol/requests.ts";
import type { PromptResponse } from "../protocol/responses.ts";
import type { SlashCommand } from "../protocol/session.ts";
import type { PromptItem, TimelineItem } from "../protocol/timelineItem.ts";
import type { WhenBusy } from "../protocol/turn.ts";
import type { Wheel } from "../protocol/wheel.ts";
import { mayCall, type Requester, requireAction, toAuthor, toPerson } from "./access.ts";
import type { UnplacedItem } from "./items.ts";
import { mentionsIn } from "./mentions.ts";
import { type AccessTable, requireCommand } from "./oversight.ts";
import {
	notPromptAuthorRefusal,
	promptClosedRefusal,
	promptEmptyRefusal,
	promptNotFoundRefusal,
	promptTooLongRefusal,
	queueFullRefusal,
	queueShareRefusal,
	type Refusal,
	turnRunningRefusal,
} from "./refusals.ts";
import { requireWheel } from "./wheel.ts";

/** What the rules of the queue depend on. */
export interface QueueState {
	/** Prompts that wait, next one first, and suggestions among them. */
	readonly queue: readonly PromptItem[];
	/** The running turn; null when none runs. */
	readonly turnId: string | null;
}

/** A prompt to store. Without `order` it takes the last place of the timeline. */
export type PromptChange = UnplacedItem<"prompt"> & { readonly order?: number | undefined };

/** What an action changes in the queue, and its response. */
export interface QueueOutcome<Response> {
	readonly changes: readonly PromptChange[];
	readonly response: Response;
}

/**
 * Why a text cannot be sent as a prompt; null when it can.
 *
 * @param hasFiles - A prompt with files needs no text.
 * @param notes - Nor does one that quotes notes. Their texts count.
 */
export function refusePromptText(
	text: string,
	hasFiles: boolean,
	notes: readonly Pick<QuotedNote, "text">[] = [],
): Refusal | null {
	if (text.trim() === "" && !hasFiles && notes.length === 0) return promptEmptyRefusal();
	const characters = notes.reduce((sum, note) => sum + note.text.length, text.length);
	return characters > LIMITS.promptCharacters ? promptTooLongRefusal(characters) : null;
}

/** @throws {Refusal} As {@link refusePromptText} says. */
export function requirePromptText(...prompt: Parameters<typeof refusePromptText>): void {
	const refusal = refusePromptText(...prompt);
	if (refusal) throw refusal;
}

/** What decides who may send a text that is a slash command. */
export interface CommandContext {
	readonly access: AccessTable;
	/** Those that the agent lists. */
	readonly commands: readonly SlashCommand[];
	/** Who has the wheel; null while nobody has. */
	readonly wheel: Wheel | null;
}

/** A request to store a prompt. */
export type NewPromptRequest = PromptRequest & { readonly clientId: string };

/** What a new prompt is made of beside the request. */
export interface NewPromptContext {
	/** The id of the new prompt. */
	readonly promptId: string;
	/** Milliseconds since 1970. */
	readonly now: number;
	readonly by: Requester;
	/** Those that the request names. */
	readonly notes: readonly QuotedNote[];
}

/** What `admitPrompt` needs to know beside the request. */
export interface AdmissionContext extends CommandContext, NewPromptContext {
	/** What a prompt does while a turn runs when the request does not say. */
	readonly whenBusy: WhenBusy;
}

/** A prompt that was accepted. Its attachments are to be added. */
export interface AdmittedPrompt {
	readonly prompt: UnplacedItem<"prompt">;
	/** Its index in the queue. */
	readonly index: number;
	/** As in the response. */
	readonly position: number;
}

/** The prompts that wait for their turn, without suggestions. */
export function waitingPrompts<Prompt extends Pick<PromptItem, "suggestion">>(
	queue: readonly Prompt[],
): readonly Prompt[] {
	return queue.filter(({ suggestion }) => !suggestion);
}

/** Who answers for a prompt: whoever has sent it, where it was a suggestion. */
export function senderOf({ by, sentBy }: Pick<PromptItem, "by" | "sentBy">): Person {
	return sentBy ?? by;
}

/**
 * Accepts a prompt for the queue, whoever has the wheel.
 *
 * @throws {Refusal} `prompt_empty`, `prompt_too_long`, `forbidden`, `turn_running` or `queue_full`
 */
export function admitPrompt(state: QueueState, request: NewPromptRequest, context: AdmissionContext): AdmittedPrompt {
	const { by, notes, access, commands } = context;
	const { text, attachments = [], turnId = state.turnId } = request;
	requirePromptText(text, attachments.length > 0, notes);
	requireCommand(access, by.role, text, commands);
	const whenBusy = resolveWhenBusy(request.whenBusy, by, context);
	requireRoom(state, whenBusy, by.userId);
	const preemption = isPreempting(whenBusy) ? { preemption: { mode: whenBusy, turnId } } : {};
	const index = insertionIndex(state.queue, whenBusy);
	const position = waitingPrompts(state.queue.slice(0, index)).length;
	return { prompt: { ...createPrompt(request, context), ...preemption }, index, position };
}

/** A new prompt, without its attachments. */
export function createPrompt(
	{ clientId, text, mentions = [], metadata, traceparent }: NewPromptRequest,
	{ promptId, now, by, notes }: NewPromptContext,
): UnplacedItem<"prompt"> {
	const named = mentionsIn(text, mentions);
	return {
		kind: "prompt",
		id: promptId,
		turnId: null,
		createdAt: now,
		by: toAuthor(by),
		clientId,
		text,
		attachments: [],
		...(notes.length > 0 && { notes }),
		...(named.length > 0 && { mentions: named }),
		state: "queued",
		result: null,
		...(metadata && { metadata }),
		...(traceparent && { traceparent }),
	};
}

/**
 * A person who may not stop turns cannot stop one by a prompt either: where that is the workspace's default, their
 * prompt waits; where they asked for it, it is refused.
 */
function resolveWhenBusy(
	asked: WhenBusy | undefined,
	by: Requester,
	{ whenBusy, access }: Pick<AdmissionContext, "whenBusy" | "access">,
): WhenBusy {
	const chosen = asked ?? whenBusy;
	if (!isPreempting(chosen)) return chosen;
	if (asked !== undefined) requireAction(access, by, "stop");
	return mayCall(access, by, "stop") ? chosen : "queue";
}

function isPreempting(whenBusy: WhenBusy): whenBusy is Preemption["mode"] {
	return whenBusy === "steer" || whenBusy === "interrupt";
}

/** @throws {Refusal} `turn_running` or `queue_full` */
export function requireRoom({ queue, turnId }: QueueState, whenBusy: WhenBusy, userId: string): void {
	const waiting = waitingPrompts(queue);
	if (whenBusy === "refuse" && (waiting.length > 0 || turnId !== null)) throw turnRunningRefusal();
	if (roomInQueue(queue, userId) > 0) return;
	throw waiting.length >= LIMITS.queuedPrompts ? queueFullRefusal() : queueShareRefusal();
}

/** How many more prompts of this person may wait. Suggestions count towards a limit of their own. */
export function roomInQueue(
	queue: readonly Pick<PromptItem, "by" | "sentBy" | "suggestion">[],
	userId: string | undefined,
): number {
	const waiting = waitingPrompts(queue);
	const own = waiting.filter((prompt) => senderOf(prompt).userId === userId).length;
	return Math.max(0, Math.min(LIMITS.queuedPrompts - waiting.length, LIMITS.queuedPromptsPerPerson - own));
}

/** Prompts that stop the turn now go before those that let its step end, and these before those that wait. */
const URGENCY: Readonly<Record<WhenBusy, number>> = { interrupt: 2, steer: 1, queue: 0, refuse: 0 };

/** Where a new prompt enters the queue: behind all that are as urgent, so that nobody loses the place that was announced to them. */
function insertionIndex(queue: readonly PromptItem[], whenBusy: WhenBusy): number {
	const index = queue.findIndex(({ preemption }) => URGENCY[preemption?.mode ?? "queue"] < URGENCY[whenBusy]);
	return index < 0 ? queue.length : index;
}

/** Adds an admitted prompt to the queue. */
export function enqueuePrompt(
	{ queue }: QueueState,
	{ prompt, index, position }: AdmittedPrompt,
): QueueOutcome<PromptResponse> {
	const response = { promptId: prompt.id, position, ...(prompt.suggestion && { suggested: true }) };
	return { changes: placePrompt(queue, prompt, index), response };
}

/** Puts a prompt at `index` of a queue that does not contain it, and moves those behind it where they leave no room. */
function placePrompt(
	queue: readonly PromptItem[],
	prompt: UnplacedItem<"prompt">,
	index: number,
): readonly PromptChange[] {
	if (index >= queue.length) return [toLastPlace(prompt)];
	const orders = ordersForInsertion(
		queue.map(({ order }) => order),
		index,
	);
	const moved = [prompt, ...queue.slice(index)].slice(0, orders.length);
	return moved.map((item, step) => ({ ...item, order: orders[step] }));
}

/**
 * The `order` of what is inserted at `index` of a queue, not at its end, followed by new ones for as many of those
 * behind it as must make room: none, until numbers have been halved some forty times.
 */
export function ordersForInsertion(orders: readonly number[], index: number): readonly number[] {
	const [before, after] = [orders[index - 1], orders[index]];
	if (before === undefined) return [(after ?? 0) - 1];
	for (let count = 1; ; count++) {
		const end = orders[index + count - 1] ?? before + 1;
		const placed = Array.from({ length: count }, (_, place) => before + ((end - before) * (place + 1)) / (count + 1));
		if (isStrictlyIncreasing([before, ...placed, end])) return placed;
	}
}

function isStrictlyIncreasing(numbers: readonly number[]): boolean {
	return numbers.every((number, index) => index === 0 || number > Number(numbers[index - 1]));
}

/** A change that moves its prompt to the last place of the timeline. */
export function toLastPlace(prompt: PromptChange): PromptChange {
	return { ...prompt, order: undefined };
}

/**
 * Takes a queued prompt back. Nothing changes when its turn has begun.
 *
 * @param prompt - What the workspace has under the id, queued or not.
 * @throws {Refusal} `not_found` or `forbidden`
 */
export function withdrawPrompt(
	prompt: TimelineItem | null | undefined,
	by: Requester,
): QueueOutcome<{ readonly withdrawn: boolean }> {
	const queued = requireOwnPrompt(prompt, by);
	if (!queued) return { changes: [], response: { withdrawn: false } };
	const { suspended: _, ...rest } = queued;
	const isOwn = by.userId === queued.by.userId || by.userId === senderOf(queued).userId;
	const withdrawal = { reason: "removed", person: toPerson(by) } as const;
	const withdrawn = { ...rest, state: "withdrawn", ...(!isOwn && { withdrawal }) } as const;
	return { changes: [toLastPlace(withdrawn)], response: { withdrawn: true } };
}

/**
 * Changes the text of a queued prompt. Names who did it when that is not its author. A suggestion is changed by its author
 * and by whoever may send it, and is a command only when it is sent.
 *
 * @param prompt - What the workspace has under the id, queued or not.
 * @throws {Refusal} `not_found`, `forbidden`, `prompt_closed`, `wheel_held`, `prompt_empty` or `prompt_too_long`
 */
export function editPrompt(
	prompt: TimelineItem | null | undefined,
	{ promptId, text, mentions }: EditPromptRequest,
	by: Requester,
	{ access, commands, wheel }: CommandContext,
): QueueOutcome<{ readonly promptId: string }> {
	const queued = requireQueued(prompt);
	if (!queued) throw promptClosedRefusal();
	const isOwnSuggestion = queued.suggestion && queued.by.userId === by.userId;
	if (!queued.suggestion) requireSender(queued, by);
	if (!isOwnSuggestion) {
		requireAction(access, by, "prompt");
		requireWheel(wheel, by);
	}
	requirePromptText(text, queued.attachments.length > 0, queued.notes);
	if (!queued.suggestion) requireCommand(access, by.role, text, commands);
	const editedBy = queued.by.userId === by.userId ? undefined : toPerson(by);
	const { suggestion, sentBy, mentions: namedBefore = [], ...rest } = queued;
	const named = mentionsIn(text, mentions ?? namedBefore);
	const edited = {
		...{ ...rest, text, editedBy, ...(sentBy && { sentBy: toPerson(by) }) },
		...(named.length > 0 && { mentions: named }),
		...(suggestion && { suggestion: { ...suggestion, revision: (suggestion.revision ?? 0) + 1 } }),
	};
	return { changes: text === queued.text ? [] : [edited], response: { promptId } };
}

/**
 * Gives a queued prompt another place. Nothing changes when it, or the one it is to stand before, no longer waits.
 *
 * @param prompt - What the workspace has under the id, queued or not.
 * @throws {Refusal} `not_found`, `forbidden` or `wheel_held`
 */
export function movePrompt(
	prompt: TimelineItem | null | undefined,
	{ before }: MovePromptRequest,
	by: Requester,
	{ queue, wheel }: QueueState & Pick<CommandContext, "wheel">,
): QueueOutcome<{ readonly moved: boolean }> {
	const queued = requireOwnPrompt(prompt, by);
	requireWheel(wheel, by);
	const others = queue.filter(({ id }) => id !== queued?.id);
	const isBefore = ({ id, suggestion }: PromptItem) => id === before && !suggestion;
	const index = before === null ? others.length : others.findIndex(isBefore);
	// Suggestions have no place among the prompts that run.
	if (!queued || queued.suggestion || index < 0) return { changes: [], response: { moved: false } };
	// A prompt that was moved keeps the place it was given: it no longer stops a turn.
	const { preemption: _, ...waiting } = queued;
	const isElsewhere = index !== queue.findIndex(({ id }) => id === queued.id);
	return { changes: isElsewhere ? placePrompt(others, waiting, index) : [], response: { moved: true } };
}

/** The prompt while it waits; null when it no longer does. Whoever answers for it, and owners, may change it. */
function requireOwnPrompt(prompt: TimelineItem | null | undefined, by: Requester): PromptItem | null {
	const queued = requireQueued(prompt);
	if (queued) requireSender(queued, by);
	return queued;
}

/** The prompt while it waits; null when it no longer does. */
function requireQueued(prompt: TimelineItem | null | undefined): PromptItem | null {
	if (prompt?.kind !== "prompt") throw promptNotFoundRefusal();
	return prompt.state === "queued" ? prompt : null;
}

function requireSender(prompt: PromptItem, by: Requester): void {
	const sender = senderOf(prompt);
	if (sender.userId !== by.userId && by.role !== "owner") throw notPromptAuthorRefusal(sender);
}

/**
 * The prompt that steers a turn, for an agent that accepts prompts while it works.
 *
 * @param runnable - The queued prompts that may begin.
 */
export function findSteeringPrompt(runnable: readonly PromptItem[], turnId: string): PromptItem | undefined {
	return runnable.find(({ preemption }) => preemption?.turnId === turnId && preemption.mode === "steer");
}

/** Puts a prompt that the agent did not accept back into the queue, before all but those that interrupt. */
export function requeuePrompt(queue: readonly PromptItem[], prompt: PromptItem): readonly PromptChange[] {
	const { order: _order, seq: _seq, ...left } = prompt;
	const queued: UnplacedItem<"prompt"> = { ...left, turnId: null, state: "queued" };
	return placePrompt(queue, queued, queue.filter(({ preemption }) => preemption?.mode === "interrupt").length);
}

/** Puts a prompt whose turn has begun, but which the agent has certainly not received, back before all others. */
export function returnPrompt(queue: readonly PromptItem[], prompt: UnplacedItem<"prompt">): readonly PromptChange[] {
	return placePrompt(queue, { ...prompt, turnId: null, state: "queued" }, 0);
}

/**
 * The prompt that the turn should stop for now.
 *
 * @param runnable - The queued prompts that may begin.
 * @param isStepOpen - Whether a tool call runs or a permission waits: a prompt that steers lets that end first.
 */
export function findPreemptingPrompt(
	runnable: readonly PromptItem[],
	turnId: string,
	isStepOpen: boolean,
): PromptItem | undefined {
	const mayStop = (mode: Preemption["mode"]) => mode === "interrupt" || !isStepOpen;
	return runnable.find(({ preemption }) => preemption?.turnId === turnId && mayStop(preemption.mode));
}
