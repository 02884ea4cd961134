import type { TimelineItem } from "../../protocol/index.ts";
import { isRefused } from "../../rules/approvals.ts";
import { type ItemTimes, type TimelineTimes, timesOf } from "./itemTimes.ts";
import type { PlaybackScale } from "./PlaybackScale.ts";

/** Every kind of mark. */
export const REPLAY_MARK_KINDS = ["prompt", "approval", "question", "failure"] as const;

/**
 * `prompt`: somebody asked for something. `approval`, `question`: the agent asked people. `failure`: a turn, a tool call or
 * the session failed. A call that was not allowed has not failed, whatever the agent reports of it.
 */
export type ReplayMarkKind = (typeof REPLAY_MARK_KINDS)[number];

/** A moment of a session to jump to. */
export interface ReplayMark {
	/** Why. */
	readonly kind: ReplayMarkKind;
	/** The item that it is about. */
	readonly itemId: string;
	/** Its time in the playback, in milliseconds. */
	readonly time: number;
	/** Milliseconds since 1970, by the workspace's clock. */
	readonly at: number;
	/** What it is about, as the agent or the person wrote it. Plain text, not trusted. */
	readonly text: string;
}

/** The marks of a timeline by their time. */
export function marksOf(
	items: readonly TimelineItem[],
	times: TimelineTimes,
	scale: PlaybackScale,
): readonly ReplayMark[] {
	// An agent may ask twice for one call: the last answer counts.
	const wasRefused = new Map<string, boolean>();
	for (const item of items) {
		if (item.kind !== "approval" || item.state.status === "pending") continue;
		wasRefused.set(callKey(item.turnId, item.toolCall.toolCallId), isRefused(item));
	}
	const isRefusedCall = (item: TimelineItem) =>
		item.kind === "tool_call" && wasRefused.get(callKey(item.turnId, item.toolCallId)) === true;
	return items
		.flatMap((item, index) => {
			const moments = isRefusedCall(item) ? NONE : momentsOf(item, timesOf(times, index));
			return moments.map((mark) => ({ ...mark, itemId: item.id, time: scale.timeOf(mark.at) }));
		})
		.sort((one, other) => one.at - other.at);
}

/** Agents may use the id of a call again in another turn. */
function callKey(turnId: string | null, toolCallId: string): string {
	return JSON.stringify([turnId, toolCallId]);
}

type Moment = Pick<ReplayMark, "kind" | "at" | "text">;

function momentsOf(item: TimelineItem, { begin, settled }: ItemTimes): readonly Moment[] {
	switch (item.kind) {
		case "prompt": {
			const { text, state, result } = item;
			if (state === "withdrawn") return NONE;
			const asked: Moment = { kind: "prompt", at: begin, text };
			if (state !== "failed" && state !== "interrupted") return [asked];
			return [asked, { kind: "failure", at: settled, text: result?.error?.message ?? text }];
		}
		case "approval":
			return [{ kind: "approval", at: begin, text: item.toolCall.title }];
		case "question":
			return [{ kind: "question", at: begin, text: item.message }];
		case "tool_call":
			return item.status === "failed" ? [{ kind: "failure", at: settled, text: item.title }] : NONE;
		case "notice":
			return item.level === "error" ? [{ kind: "failure", at: begin, text: item.message }] : NONE;
		default:
			return NONE;
	}
}

const NONE: readonly Moment[] = [];
