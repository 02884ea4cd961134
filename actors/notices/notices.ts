import type { NoticeItem, WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { createItemId } from "../items/itemDraft.ts";
import type { AgentSession } from "../session/agentSession.ts";
import type { ProjectedItem } from "../timeline/index.ts";

type NoticeContent = Pick<NoticeItem, "level" | "code" | "message" | "hint" | "detail">;

/** What the workspace itself has to say, as an item of the timeline. */
export function createNotice(notice: NoticeContent, turnId: string | null = null): ProjectedItem<"notice"> {
	return { kind: "notice", id: createItemId(), turnId, createdAt: Date.now(), ...notice };
}

/** The session was lost or could not be opened. */
function errorNotice(fault: WorkspaceErrorInfo): ProjectedItem<"notice"> {
	return createNotice({ level: "error", ...fault });
}

interface RestoredSession extends Pick<AgentSession, "origin"> {
	readonly sandbox: Pick<AgentSession["sandbox"], "isReplacement">;
}

/**
 * The session is back.
 *
 * @param told - The notice of its loss, in whose place this one stands.
 */
function restoredNotice(session: RestoredSession, told: ProjectedItem<"notice"> | null): ProjectedItem<"notice"> {
	const { isReplacement } = session.sandbox;
	const level = isReplacement ? "warning" : "info";
	const message = `${isReplacement ? NEW_SANDBOX : AGENT_RESTORED} ${MEMORY_MESSAGES[session.origin]}`.trim();
	const hint = isReplacement ? "What was only in the old sandbox is lost: look at the files." : undefined;
	const notice = createNotice({ level, code: "session_restored", message, hint, detail: told?.message });
	return told ? { ...notice, id: told.id, createdAt: told.createdAt } : notice;
}

const AGENT_RESTORED = "The agent is back.";
const NEW_SANDBOX = "The sandbox is gone, so the agent works in a new one.";

const MEMORY_MESSAGES: Record<RestoredSession["origin"], string> = {
	new: "",
	restored: "It remembers by itself what went before.",
	replayed: "With the next prompt it is told the newest of what went before.",
};

/** @param turnId - The turn they were lost in; null outside turns. */
export function lostUpdatesNotice(lost: number, turnId: string | null): ProjectedItem<"notice"> {
	const notice = {
		level: "warning",
		code: "updates_lost",
		message: `The agent spoke faster than the sandbox could pass on, and ${lost} of its updates were lost.`,
		hint: "What it did is done all the same: look at the files, or ask it.",
	} as const;
	return createNotice(notice, turnId);
}

/** @param names - Of the settings that people had chosen otherwise than the agent now has them. */
export function settingsLostNotice(names: readonly string[]): ProjectedItem<"notice"> {
	const list = new Intl.ListFormat("en").format(names);
	return createNotice({
		level: "warning",
		code: "settings_lost",
		message: `The agent's new session does not offer what was chosen for ${list}, so the agent chooses itself.`,
		hint: "Choose again if it matters.",
	});
}

/** Tells of the loss of the session and of its return, as one notice: the second stands in the place of the first. */
export interface SessionNotices {
	reportLost(fault: WorkspaceErrorInfo): void;
	reportRestored(session: RestoredSession): void;
}

interface SessionNoticesOptions {
	/** The workspace's process was killed, and the session with it. */
	readonly wasInterrupted: boolean;
	/** While a turn runs, its prompt says what it failed of. */
	isTurnRunning(): boolean;
	onNotice(notice: ProjectedItem<"notice">): void;
}

export function createSessionNotices({
	wasInterrupted,
	isTurnRunning,
	onNotice,
}: SessionNoticesOptions): SessionNotices {
	let isLost = wasInterrupted;
	let told: ProjectedItem<"notice"> | null = null;

	return {
		reportLost(fault) {
			isLost = true;
			if (isTurnRunning()) return;
			told = errorNotice(fault);
			onNotice(told);
		},
		reportRestored(session) {
			const isNews = isLost || session.sandbox.isReplacement;
			// Nothing was said yet, so nothing was lost: only an error that stands there has to be taken back.
			if (isNews && (told || session.origin !== "new")) onNotice(restoredNotice(session, told));
			isLost = false;
			told = null;
		},
	};
}
