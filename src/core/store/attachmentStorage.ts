import type { Self } from "../../protocol/index.ts";
import { isRecord } from "../parse/isRecord.ts";
import type { KeyValueStorage } from "../platform/browser.ts";
import type { Observable } from "../state/observable.ts";
import { updateFields } from "../state/structuralSharing.ts";
import type { DraftAttachment, WorkspaceState } from "../state/workspaceState.ts";
import { createDraftStorage, type DraftStorage } from "./draftStorage.ts";

/** Looks at the files of a draft as the browser's storage has them, where anything may stand; what is none is left out. */
export function parseStoredAttachments(text: string): readonly DraftAttachment[] {
	try {
		const value: unknown = JSON.parse(text || "[]");
		return Array.isArray(value) ? value.flatMap(parseStoredAttachment) : [];
	} catch {
		return [];
	}
}

function parseStoredAttachment(value: unknown): readonly DraftAttachment[] {
	if (!isRecord(value)) return [];
	const { id, name, mimeType, size, thumbnail } = value;
	if (typeof id !== "string" || typeof name !== "string" || typeof mimeType !== "string" || typeof size !== "number")
		return [];
	const likeness = typeof thumbnail === "string" ? { thumbnail } : {};
	return [{ id, name, mimeType, size, ...likeness, status: "uploading", received: 0 }];
}

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
