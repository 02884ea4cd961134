import type { WorkspaceFault } from "../../src/protocol/index.ts";
import type { ProjectedItem } from "../timeline/index.ts";
import { noticeDraft } from "./noticeDraft.ts";

/** The session was lost or could not be opened. */
export function faultNotice(fault: WorkspaceFault): ProjectedItem<"notice"> {
	return noticeDraft({ level: "error", ...fault });
}

export function restoredNotice(): ProjectedItem<"notice"> {
	return noticeDraft({
		level: "info",
		code: "session_restored",
		message: "The agent is back and will be told what went before with the next prompt.",
	});
}

/** @param turnId - The turn they were lost in; null outside turns. */
export function lostUpdatesNotice(lost: number, turnId: string | null): ProjectedItem<"notice"> {
	const notice = {
		level: "warning",
		code: "updates_lost",
		message: `The agent spoke faster than the sandbox could pass on, and ${lost} of its updates were lost.`,
		hint: "What it did is done all the same: look at the files, or ask it.",
	} as const;
	return noticeDraft(notice, turnId);
}
