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

export function lostUpdatesNotice(lost: number): ProjectedItem<"notice"> {
	return noticeDraft({
		level: "warning",
		code: "updates_lost",
		message: `The agent spoke faster than the sandbox could pass on, and ${lost} of its updates were lost.`,
		hint: "What it did is done all the same: look at the files, or ask it.",
	});
}
