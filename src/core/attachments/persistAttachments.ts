import type { Self } from "../../protocol/index.ts";
import type { Observable } from "../createObservable.ts";
import { createDraftStorage, type DraftStorage } from "../draft/draftStorage.ts";
import { parseStoredAttachments } from "../parse/parseKeptFiles.ts";
import type { KeyValueStorage } from "../ports/keyValueStorage.ts";
import { updateFields } from "../reduce/reduceFields.ts";
import type { WorkspaceState } from "../workspaceState.ts";
import type { DraftAttachment } from "./draftAttachment.ts";

/**
 * Keeps beside the draft which files go with it. What is in them is with the workspace, so `check` is to find out
 * whether it still has those that were kept.
 */
export function persistAttachments(
	state: Observable<WorkspaceState>,
	storage: KeyValueStorage,
	check: (ids: readonly string[]) => void,
): () => void {
	let stored: DraftStorage | null = null;

	function adopt(workspaceId: string, { userId }: Self, chosen: readonly DraftAttachment[]) {
		stored = createDraftStorage(storage, workspaceId, userId, "files");
		const kept = parseStoredAttachments(stored.read());
		const attachments = [...kept, ...chosen];
		state.set(updateFields(state.get(), { attachments }));
		stored.save(serializeAttachments(kept), serializeAttachments(attachments));
		check(kept.map(({ id }) => id));
	}

	const { workspaceId, self, attachments } = state.get();
	if (self) adopt(workspaceId, self, attachments);
	return state.subscribeSync((now, before) => {
		if (now.self && now.self.userId !== before.self?.userId)
			adopt(now.workspaceId, now.self, before.self ? [] : now.attachments);
		else if (now.attachments !== before.attachments)
			stored?.save(serializeAttachments(before.attachments), serializeAttachments(now.attachments));
	});
}

function serializeAttachments(attachments: readonly DraftAttachment[]): string {
	const kept = attachments.map(({ id, name, mimeType, size, thumbnail }) => ({ id, name, mimeType, size, thumbnail }));
	return kept.length > 0 ? JSON.stringify(kept) : "";
}
