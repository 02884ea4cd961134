import type { Person, Role } from "../protocol/participant.ts";
import type { PromptWithdrawal } from "../protocol/prompt.ts";
import type { PromptItem } from "../protocol/timelineItem.ts";
import { toPerson } from "./access.ts";
import type { UnplacedItem } from "./items.ts";
import { type RoleLookup, stillHasRole } from "./KnownRoles.ts";
import { type PromptChange, toLastPlace, waitingPrompts } from "./queue.ts";

/**
 * How long the prompts of somebody whose access was ended wait for them, in milliseconds. A page that was disconnected is
 * back within a second or two; a slow phone, or a server that moves the workspace meanwhile, takes longer.
 */
export const SUSPENSION_MS = 10_000;

/** What decides whether a queued prompt may begin. */
export interface ReviewContext {
	/** The least role that may prompt. */
	readonly needed: Role;
	/** The least role that may suggest. */
	readonly neededToSuggest: Role;
	readonly roleOf: RoleLookup;
	/** Milliseconds since 1970. */
	readonly now: number;
}

type Reviewed = UnplacedItem<"prompt">;

/**
 * A queued prompt, by what is known of those who wrote it: suspended while somebody's access is ended, as it was once they
 * are back, and withdrawn if they are not in time, or with a role that may not prompt. Null when nothing changes. Whoever
 * is unknown, as after a restart, or has only gone away, may go on.
 */
export function reviewPrompt<Prompt extends Reviewed>(prompt: Prompt, context: ReviewContext): Prompt | null {
	const { roleOf, now } = context;
	const needed = prompt.suggestion ? context.neededToSuggest : context.needed;
	const writers = writersOf(prompt);
	const isAway = ({ userId }: Person) => roleOf(userId) === null;
	const lowered = writers.find((writer) => !isAway(writer) && !stillHasRole(roleOf(writer.userId), needed));
	if (lowered) return withdraw(prompt, { reason: "role_lowered", person: toPerson(lowered) });
	const away = writers.find(isAway);
	const { suspended, ...free } = prompt;
	if (!away) return suspended ? (free as Prompt) : null;
	const until = suspended?.until ?? now + SUSPENSION_MS;
	if (now >= until) return withdraw(prompt, { reason: "access_ended", person: toPerson(away) });
	return suspended?.person.userId === away.userId ? null : { ...prompt, suspended: { person: toPerson(away), until } };
}

/** Whose words count: whoever sends a suggestion answers for all of it, and until then its author does. */
function writersOf({ by, editedBy, sentBy, suggestion }: Reviewed): readonly Person[] {
	if (suggestion || sentBy) return [sentBy ?? by];
	return editedBy ? [by, editedBy] : [by];
}

function withdraw<Prompt extends Reviewed>({ suspended: _, ...prompt }: Prompt, withdrawal: PromptWithdrawal): Prompt {
	return { ...(prompt as Prompt), state: "withdrawn", withdrawal };
}

/** A prompt that was reviewed, with its place: one that was withdrawn goes to the last of the timeline. */
export function placeReviewed(prompt: PromptChange): PromptChange {
	return prompt.state === "withdrawn" ? toLastPlace(prompt) : prompt;
}

/** A queue that was reviewed. */
export interface ReviewedQueue {
	/** What has changed. A prompt that is withdrawn goes to the last place of the timeline. */
	readonly changes: readonly PromptChange[];
	/** The prompts that may begin now, the next one first. */
	readonly runnable: readonly PromptItem[];
}

/** Reviews every queued prompt. */
export function reviewQueue(queue: readonly PromptItem[], context: ReviewContext): ReviewedQueue {
	const reviewed = queue.map((prompt) => ({ before: prompt, after: reviewPrompt(prompt, context) ?? prompt }));
	const changed = reviewed.flatMap(({ before, after }) => (after === before ? [] : after));
	return {
		changes: changed.map(placeReviewed),
		runnable: runnablePrompts(reviewed.map(({ after }) => after).filter(({ state }) => state === "queued")),
	};
}

/** The prompts that may begin, the next one first. */
export function runnablePrompts(queue: readonly PromptItem[]): readonly PromptItem[] {
	return waitingPrompts(queue).filter(({ suspended }) => !suspended);
}

/** The people whose access has ended, by the prompts that wait for them. */
export function suspendedUserIds(queue: readonly PromptItem[]): readonly string[] {
	return queue.flatMap(({ suspended }) => (suspended ? [suspended.person.userId] : []));
}

/**
 * Milliseconds until the queue is to be reviewed again, because a suspension is over; null when nothing is suspended. What
 * comes from a backup can say any time.
 */
export function nextReviewMs(queue: readonly PromptItem[], now: number): number | null {
	const ends = queue.flatMap(({ suspended }) => (suspended ? [suspended.until] : []));
	return ends.length === 0 ? null : Math.min(Math.max(0, Math.min(...ends) - now), SUSPENSION_MS);
}
