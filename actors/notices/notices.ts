import type { NoticeItem, WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { createItemId } from "../items/itemDraft.ts";
import type { AgentSession } from "../session/agentSession.ts";
import type { ProjectedItem } from "../timeline/index.ts";

type NoticeContent = Pick<NoticeItem, "level" | "code" | "message" | "hint" | "detail">;

/** A message of the workspace itself, as an item of the timeline. */
export function createNotice(notice: NoticeContent, turnId: string | null = null): ProjectedItem<"notice"> {
	return { kind: "notice", id: createItemId(), turnId, createdAt: Date.now(), ...notice };
}

/** The session was lost or could not be opened. */
export function sessionLostNotice(error: WorkspaceErrorInfo): ProjectedItem<"notice"> {
	return createNotice({ level: "error", ...error });
}

/** What the notice about a restored session depends on. */
export interface RestoredSession extends Pick<AgentSession, "origin"> {
	readonly sandbox: Pick<AgentSession["sandbox"], "isReplacement">;
}

/**
 * The session is ready again.
 *
 * @param lost - The notice about its loss, which this one replaces.
 */
export function sessionRestoredNotice(
	session: RestoredSession,
	lost: ProjectedItem<"notice"> | null,
): ProjectedItem<"notice"> {
	const { isReplacement } = session.sandbox;
	const level = isReplacement ? "warning" : "info";
	const message = `${isReplacement ? NEW_SANDBOX : AGENT_RESTORED} ${MEMORY_MESSAGES[session.origin]}`.trim();
	const hint = isReplacement ? FILES_LOST : undefined;
	const notice = createNotice({ level, code: "session_restored", message, hint, detail: lost?.message });
	return lost ? { ...notice, id: lost.id, createdAt: lost.createdAt } : notice;
}

/** The sandbox was replaced, and then the agent failed to start in the new one. */
export function sandboxReplacedNotice(): ProjectedItem<"notice"> {
	return createNotice({ level: "warning", code: "sandbox_replaced", message: NEW_SANDBOX, hint: FILES_LOST });
}

/** The workspace comes from a backup. */
export function importedNotice({ keepSandbox }: { readonly keepSandbox: boolean }): ProjectedItem<"notice"> {
	return createNotice({
		level: keepSandbox ? "info" : "warning",
		code: "workspace_imported",
		message: "This workspace was restored from a backup.",
		hint: keepSandbox ? undefined : "The agent works in a new sandbox, without the files of the old one.",
	});
}

const AGENT_RESTORED = "Agent restarted.";
const NEW_SANDBOX = "The sandbox was replaced by a new one.";
const FILES_LOST = "Files that were only in the old sandbox are lost.";

const MEMORY_MESSAGES: Record<RestoredSession["origin"], string> = {
	new: "",
	restored: "It remembers the conversation so far.",
	replayed: "It will get the recent conversation with the next prompt.",
};

/** @param parts - What the session was to be given, and the agent cannot use or does not offer. */
export function setupNotTakenNotice(parts: readonly string[]): ProjectedItem<"notice"> {
	const list = new Intl.ListFormat("en").format(parts);
	return createNotice({
		level: "warning",
		code: "setup_not_taken",
		message: `The agent doesn’t take all that this workspace is set up with: ${list}.`,
		hint: "Everything else works. Whoever runs the server can change the setup.",
	});
}

/** @param turnId - The turn during which they were lost; null outside of turns. */
export function lostUpdatesNotice(lost: number, turnId: string | null): ProjectedItem<"notice"> {
	const notice = {
		level: "warning",
		code: "updates_lost",
		message: `${lost} of the agent’s updates are missing here.`,
		hint: "Its work is done all the same: check the files, or ask it.",
	} as const;
	return createNotice(notice, turnId);
}

/** @param names - The settings that people had chosen and the new session does not offer. */
export function settingsLostNotice(names: readonly string[]): ProjectedItem<"notice"> {
	const list = new Intl.ListFormat("en").format(names);
	return createNotice({
		level: "warning",
		code: "settings_lost",
		message: `The agent’s new session doesn’t offer the earlier choice for ${list}.`,
		hint: "Choose again if needed.",
	});
}

/**
 * Nobody knows whether the agent has a prompt that was given to it in its turn.
 *
 * @param error - Why it is not known.
 */
export function steeringUnconfirmedNotice(
	error: Pick<WorkspaceErrorInfo, "message">,
	turnId: string | null,
): ProjectedItem<"notice"> {
	const notice = {
		level: "warning",
		code: "steering_unconfirmed",
		message: "The agent hasn’t confirmed this prompt.",
		hint: "It may have it all the same. Send it again if the agent doesn’t act on it.",
		detail: error.message,
	} as const;
	return createNotice(notice, turnId);
}

/** The agent has not settled in time after a stop. */
export function agentNotStoppingNotice(turnId: string): ProjectedItem<"notice"> {
	return createNotice(
		{
			level: "warning",
			code: "turn_stopped",
			message: "The agent didn’t respond to Stop and was restarted.",
			hint: "Check for half-finished changes.",
		},
		turnId,
	);
}

/** Nothing can be stored, and the turn has sent more than may wait in memory. */
export function turnUnstorableNotice(turnId: string): ProjectedItem<"notice"> {
	return createNotice(
		{
			level: "error",
			code: "turn_unstorable",
			message: "The turn was stopped: too much of it couldn’t be stored.",
			hint: "Retry once the server can store again. Changes made so far are still there.",
		},
		turnId,
	);
}
