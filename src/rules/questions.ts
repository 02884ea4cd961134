import { LIMITS } from "../protocol/limits.ts";
import type { Person } from "../protocol/participant.ts";
import type { QuestionAction, QuestionAnswer, QuestionState } from "../protocol/question.ts";
import type { QuestionItem, TimelineItem } from "../protocol/timelineItem.ts";
import type { Turn } from "../protocol/turn.ts";
import { findAnswerProblems, toAnswer } from "./answers.ts";
import type { UnplacedItem } from "./items.ts";
import {
	answerInvalidRefusal,
	answerTooLongRefusal,
	questionAnsweredRefusal,
	questionClosedRefusal,
	questionNotFoundRefusal,
} from "./refusals.ts";

type Question = UnplacedItem<"question">;

/** What `openQuestion` needs to know beside the question. */
interface OpenQuestionContext {
	/** Milliseconds since 1970. */
	readonly now: number;
	/** The running turn; null outside turns. */
	readonly turn: Turn | null;
	/** How many questions wait already. */
	readonly pending: number;
	/** How many may wait at once. */
	readonly maxPending: number;
	/** Milliseconds. Default: it never expires. */
	readonly expireAfterMs?: number | undefined;
}

/** A question as it is stored: it waits, unless its turn is stopped or over, or too many wait already. */
export function openQuestion(asked: Question, context: OpenQuestionContext): Question {
	const { turn, now, pending, maxPending, expireAfterMs } = context;
	if (asked.turnId !== null && asked.turnId !== turn?.id) return cancelQuestion(asked, "turn_ended", now);
	if (asked.turnId !== null && turn?.state === "stopping") return cancelQuestion(asked, "stopped", now);
	if (pending >= maxPending) return cancelQuestion(asked, "too_many", now);
	return expireAfterMs === undefined ? asked : { ...asked, expiresAt: now + expireAfterMs };
}

export type QuestionCancelReason = Extract<QuestionState, { readonly status: "cancelled" }>["reason"];

/** A question that nobody can answer any more. */
export function cancelQuestion<Item extends Question>(question: Item, reason: QuestionCancelReason, now: number): Item {
	return { ...question, state: { status: "cancelled", reason, cancelledAt: now } };
}

/**
 * Whether a question ends with its turn. One that no tool call asks, such as a login of a tool server that started
 * during the turn, may be answered after a turn that ended by itself; nobody waits for it after a stop.
 */
export function endsWithTurn(
	{ turnId, toolCallId }: Question,
	endedTurnId: string,
	reason: QuestionCancelReason,
): boolean {
	return turnId === endedTurnId && (reason !== "turn_ended" || toolCallId !== undefined);
}

/** What somebody does with a question. */
interface QuestionReply {
	readonly action: QuestionAction;
	readonly answer?: QuestionAnswer | undefined;
	readonly by: Person;
	/** Milliseconds since 1970. */
	readonly at: number;
}

/**
 * Takes what somebody does with a question. The first one wins.
 *
 * @param item - What the workspace has under the id.
 * @throws {Refusal} `not_found`, `already_answered`, `question_closed` or `answer_invalid`
 */
export function answerQuestion(item: TimelineItem | null | undefined, reply: QuestionReply): QuestionItem {
	const question = requirePendingQuestion(item);
	const { action, by, at } = reply;
	if (action === "decline") return { ...question, state: { status: "declined", by, answeredAt: at } };
	if (action === "cancel")
		return { ...question, state: { status: "cancelled", reason: "dismissed", by, cancelledAt: at } };
	const answer = requireAnswer(question, reply.answer ?? {});
	return { ...question, state: { status: "answered", answer, by, answeredAt: at } };
}

/** @throws {Refusal} When it does not wait. */
export function requirePendingQuestion(item: TimelineItem | null | undefined): QuestionItem {
	if (item?.kind !== "question") throw questionNotFoundRefusal();
	const { state } = item;
	if (state.status === "answered" || state.status === "declined") throw questionAnsweredRefusal(state.by);
	if (state.status === "cancelled") throw questionClosedRefusal(state);
	return item;
}

function requireAnswer({ request }: QuestionItem, values: QuestionAnswer): QuestionAnswer {
	if (request.type === "url" && isWebAddress(request.url)) return {};
	if (request.type !== "form") throw answerInvalidRefusal(null);
	const names = new Set(request.fields.map(({ name }) => name));
	const unknown = Object.keys(values).find((name) => !names.has(name));
	if (unknown !== undefined) throw answerInvalidRefusal({ name: unknown, problem: { kind: "type" } });
	if (new TextEncoder().encode(JSON.stringify(values)).length > LIMITS.answerBytes) throw answerTooLongRefusal();
	const [problem] = findAnswerProblems(request.fields, values);
	if (problem) throw answerInvalidRefusal(problem);
	return toAnswer(request.fields, values);
}

/** Whether a page can be opened at all: no other scheme is, and no address with a password in it. */
export function isWebAddress(url: string): boolean {
	const parsed = URL.parse(url);
	return parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.username === "" && parsed.password === "";
}

/** The agent says that what people do on a page is done. A question that still waits need not be answered any more. */
export function completeQuestion<Item extends Question>(question: Item, now: number): Item | null {
	const { state } = question;
	if (state.status === "pending") return cancelQuestion(question, "completed", now);
	if (state.status !== "answered" || state.completedAt !== undefined) return null;
	return { ...question, state: { ...state, completedAt: now } };
}
