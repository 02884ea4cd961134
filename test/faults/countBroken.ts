import type { TimelineItem } from "../../src/protocol/index.ts";
import type { AcceptedAnswer, ActivityLog } from "./activityLog.ts";
import { hashTimeline } from "./readTimeline.ts";

/** How often each promise was broken. */
export interface BrokenPromises {
	/** Prompts that were accepted, or sent and no longer queued, and are not in the timeline. */
	readonly lost: number;
	/** Prompts that are in the timeline more often than they were sent. */
	readonly doubled: number;
	/** Answers that were accepted, and are not in the timeline as given. */
	readonly answersLost: number;
	/** Prompts that never ended. */
	readonly unfinished: number;
	/** People whose timeline differs from a newcomer's. */
	readonly differing: number;
	/** Actions that were refused without a reason. */
	readonly refused: number;
}

/**
 * @param timeline - The timeline of a person who joins at the end.
 * @param others - The timelines of the people who were present all the time.
 */
export function countBroken(
	activity: ActivityLog,
	timeline: readonly TimelineItem[],
	others: readonly (readonly TimelineItem[])[],
): BrokenPromises {
	const prompts = timeline.filter((item) => item.kind === "prompt");
	const ids = new Set(prompts.map((prompt) => prompt.id));
	const texts = new Set(prompts.map((prompt) => prompt.text));
	const clientIds = new Set(prompts.map((prompt) => `${prompt.by.userId} ${prompt.clientId}`));
	const lostIds = activity.accepted.filter(({ promptId }) => !ids.has(promptId)).map(({ text }) => text);
	const lostTexts = activity.sent.filter(({ text }) => !texts.has(text)).map(({ text }) => text);
	const newest = hashTimeline(timeline);
	return {
		lost: new Set([...lostIds, ...lostTexts]).size,
		doubled: prompts.length - Math.min(texts.size, clientIds.size),
		answersLost: activity.answers.filter((answer) => !hasAnswer(timeline, answer)).length,
		unfinished: prompts.filter(({ state }) => state === "queued" || state === "running").length,
		differing: others.filter((other) => hashTimeline(other) !== newest).length,
		refused: activity.refusals.length,
	};
}

function hasAnswer(timeline: readonly TimelineItem[], { approvalId, optionId, userId }: AcceptedAnswer): boolean {
	const item = timeline.find(({ id }) => id === approvalId);
	if (item?.kind !== "approval" || item.state.status !== "answered") return false;
	return item.state.optionId === optionId && item.state.by?.userId === userId;
}
