import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import type { AgentSession } from "../session/agentSession.ts";
import type { ProjectedItem } from "../timeline/index.ts";
import { errorNotice, restoredNotice } from "./sessionNotices.ts";

/** Tells of the loss of the session and of its return, as one notice: the second stands in the place of the first. */
export interface SessionNotices {
	reportLost(fault: WorkspaceErrorInfo): void;
	reportRestored(session: Pick<AgentSession, "origin" | "isNewSandbox">): void;
}

export interface SessionNoticesOptions {
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
			const isNews = isLost || session.isNewSandbox;
			// Nothing was said yet, so nothing was lost: only an error that stands there has to be taken back.
			if (isNews && (told || session.origin !== "new")) onNotice(restoredNotice(session, told));
			isLost = false;
			told = null;
		},
	};
}
