import type { WorkspaceFault } from "../../src/protocol/index.ts";
import type { AgentSession } from "../session/agentSession.ts";
import type { ProjectedItem } from "../timeline/index.ts";
import { faultNotice, restoredNotice } from "./sessionNotices.ts";

/** Tells of the loss of the session and of its return, as one notice: the second stands in the place of the first. */
export interface SessionNotices {
	lost(fault: WorkspaceFault): void;
	back(session: Pick<AgentSession, "origin" | "isNewSandbox">): void;
}

export interface SessionNoticesOptions {
	/** The workspace's process was killed, and the session with it. */
	readonly wasCut: boolean;
	/** While a turn runs, its prompt says what it failed of. */
	isTurnRunning(): boolean;
	tell(notice: ProjectedItem<"notice">): void;
}

export function createSessionNotices({ wasCut, isTurnRunning, tell }: SessionNoticesOptions): SessionNotices {
	let isLost = wasCut;
	let told: ProjectedItem<"notice"> | null = null;

	return {
		lost(fault) {
			isLost = true;
			if (isTurnRunning()) return;
			told = faultNotice(fault);
			tell(told);
		},
		back(session) {
			const isNews = isLost || session.isNewSandbox;
			// Nothing was said yet, so nothing was lost: only an error that stands there has to be taken back.
			if (isNews && (told || session.origin !== "new")) tell(restoredNotice(session, told));
			isLost = false;
			told = null;
		},
	};
}
