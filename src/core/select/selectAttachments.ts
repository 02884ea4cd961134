import type { DraftAttachment } from "../attachments/draftAttachment.ts";
import type { WorkspaceState } from "../workspaceState.ts";

/** The files that the next prompt will send. */
export function selectAttachments(state: WorkspaceState): readonly DraftAttachment[] {
	return state.attachments;
}
