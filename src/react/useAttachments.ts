"use client";
import { type DraftAttachment, selectAttachments } from "../core/index.ts";
import { useWorkspaceSelector } from "./useWorkspaceSelector.ts";
import { useWorkspaceStore } from "./useWorkspaceStore.ts";
import { useSelf } from "./useYou.ts";

export interface AttachmentsState {
	/** The files that the next prompt will send, with how far each is. Those that are uploaded outlast a reload with the draft. */
	readonly attachments: readonly DraftAttachment[];
	/** Uploads files. What goes wrong with one is told by its `error`. */
	readonly upload: (files: readonly File[]) => void;
	readonly retry: (id: string) => void;
	readonly remove: (id: string) => void;
	/** Whether this person may attach files; true until it is known. */
	readonly canUpload: boolean;
}

/**
 * The files of the draft, without their looks. `useComposer` sends them.
 *
 * @example
 * const { attach } = useAttachments();
 * return <input type="file" multiple onChange={(event) => attach([...(event.target.files ?? [])])} />;
 */
export function useAttachments(): AttachmentsState {
	const store = useWorkspaceStore();
	const attachments = useWorkspaceSelector(selectAttachments);
	const canUpload = useSelf()?.allowedActions.includes("uploadAttachment") ?? true;
	const { uploadAttachments, retryAttachment: retry, removeAttachment: remove } = store;
	return { attachments, upload: uploadAttachments, retry, remove, canUpload };
}
