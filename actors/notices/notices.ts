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
	const hint = isReplacement ? "What was only in the old sandbox is lost: look at the files." : undefined;
	const notice = createNotice({ level, code: "session_restored", message, hint, detail: lost?.message });
	return lost ? { ...notice, id: lost.id, createdAt: lost.createdAt } : notice;
}

const AGENT_RESTORED = "The agent is back.";
const NEW_SANDBOX = "The sandbox is gone, so the agent works in a new one.";

const MEMORY_MESSAGES: Record<RestoredSession["origin"], string> = {
	new: "",
	restored: "It remembers the session so far.",
	replayed: "With the next prompt it receives the newest part of the history.",
};

/** @param turnId - The turn during which they were lost; null outside of turns. */
export function lostUpdatesNotice(lost: number, turnId: string | null): ProjectedItem<"notice"> {
	const notice = {
		level: "warning",
		code: "updates_lost",
		message: `The agent spoke faster than the sandbox could pass on, and ${lost} of its updates were lost.`,
		hint: "What it did is done all the same: look at the files, or ask it.",
	} as const;
	return createNotice(notice, turnId);
}

/** @param names - The settings that people had chosen and the new session does not offer. */
export function settingsLostNotice(names: readonly string[]): ProjectedItem<"notice"> {
	const list = new Intl.ListFormat("en").format(names);
	return createNotice({
		level: "warning",
		code: "settings_lost",
		message: `The agent's new session does not offer what was chosen for ${list}, so the agent chooses itself.`,
		hint: "Choose again if it matters.",
	});
}
