import type { You } from "../../protocol/index.ts";
import type { Observable } from "../createObservable.ts";
import { createDraftStorage, type DraftStorage } from "../draft/draftStorage.ts";
import { parseKeptFiles } from "../parse/parseKeptFiles.ts";
import type { KeyValueStorage } from "../ports/keyValueStorage.ts";
import { reduceFields } from "../reduce/reduceFields.ts";
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

	function adopt(workspaceId: string, { userId }: You, chosen: readonly DraftAttachment[]) {
		stored = createDraftStorage(storage, workspaceId, userId, "files");
		const kept = parseKeptFiles(stored.read());
		const attachments = [...kept, ...chosen];
		state.set(reduceFields(state.get(), { attachments }));
		stored.save(write(kept), write(attachments));
		check(kept.map(({ id }) => id));
	}

	const { workspaceId, you, attachments } = state.get();
	if (you) adopt(workspaceId, you, attachments);
	return state.observe((now, before) => {
		if (now.you && now.you.userId !== before.you?.userId)
			adopt(now.workspaceId, now.you, before.you ? [] : now.attachments);
		else if (now.attachments !== before.attachments) stored?.save(write(before.attachments), write(now.attachments));
	});
}

function write(attachments: readonly DraftAttachment[]): string {
	const kept = attachments.map(({ id, name, mimeType, size, thumbnail }) => ({ id, name, mimeType, size, thumbnail }));
	return kept.length > 0 ? JSON.stringify(kept) : "";
}
