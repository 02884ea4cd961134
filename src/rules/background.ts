import type { BackgroundTask, BackgroundWork } from "../protocol/background.ts";
import type { Person } from "../protocol/participant.ts";
import type { NoticeItem } from "../protocol/timelineItem.ts";
import { isOpenStatus, type UnplacedItem } from "./items.ts";

/** Whether what a tool call has started runs in the background. */
export function isRunningInBackground({ background, status }: UnplacedItem<"tool_call">): boolean {
	return background === true && isOpenStatus(status);
}

/** However many tools an agent starts, each answer to `sync` lists them. */
const MAX_TASKS = 50;
const MAX_TITLE_CHARACTERS = 300;

/** A tool call that runs in the background, as a task. */
export function toBackgroundTask(call: UnplacedItem<"tool_call">, startedBy: Person | null): BackgroundTask {
	const { id: itemId, title, createdAt: startedAt, turnId } = call;
	return { itemId, title: title.slice(0, MAX_TITLE_CHARACTERS), startedAt, turnId, startedBy };
}

/**
 * What the agent does outside of turns, after a change. Null when that is nothing.
 *
 * @param isActive - Whether the agent says something outside of turns, or asks for a permission.
 */
export function nextBackgroundWork(
	before: BackgroundWork | null,
	{ tasks, isActive }: { readonly tasks: readonly BackgroundTask[]; readonly isActive: boolean },
	context: { readonly now: number; createId(): string },
): BackgroundWork | null {
	if (tasks.length === 0 && !isActive) return null;
	const listed = tasks.slice(-MAX_TASKS);
	if (before) return { ...before, tasks: listed };
	const since = listed[0]?.startedAt ?? context.now;
	return { id: context.createId(), since, state: "running", tasks: listed };
}

/** Why work in the background was cut off. */
export type BackgroundCut = "limit" | "stopped" | "session_lost" | "restarted";

/** What is said about tasks that were cut off. Null when there was none: what the agent has said is not lost. */
export function backgroundCutNotice(
	cut: BackgroundCut,
	tasks: readonly Pick<BackgroundTask, "title">[],
): Pick<NoticeItem, "level" | "code" | "message" | "hint" | "detail"> | null {
	if (tasks.length === 0) return null;
	const [message, hint] = CUT_TEXTS[cut];
	const detail = tasks.map(({ title }) => title).join("\n");
	return { level: "warning", code: "background_cut", message, hint, detail };
}

const CHECK_RESULT = "Check what it has done, or ask the agent to start it again.";

const CUT_TEXTS: Record<BackgroundCut, readonly [string, string]> = {
	limit: [
		"Work in the background was cut off: it ran longer than this workspace allows with nobody there.",
		CHECK_RESULT,
	],
	stopped: ["The agent can’t stop its work in the background, so it was restarted.", CHECK_RESULT],
	session_lost: ["Work in the background was cut off when the agent’s session ended.", CHECK_RESULT],
	restarted: ["The workspace restarted while work ran in the background. Its result isn’t known.", CHECK_RESULT],
};
