import type { Attachment, WorkspaceErrorInfo } from "../../protocol/index.ts";
import type { PerformAction } from "../connection/performAction.ts";
import { toWorkspaceError } from "../errors/WorkspaceError.ts";
import type { Observable } from "../state/observable.ts";
import { updateFields } from "../state/structuralSharing.ts";
import type { DraftAttachment, WorkspaceState } from "../state/workspaceState.ts";

interface DraftAttachmentsOptions {
	readonly state: Observable<WorkspaceState>;
	readonly perform: PerformAction;
	readonly createId: () => string;
}

/** The files of the draft: shown at once, uploaded one after another. */
interface DraftAttachments {
	uploadAttachments(files: readonly File[]): void;
	retryAttachment(id: string): void;
	removeAttachment(id: string): void;
	/** Takes those that are uploaded out of the draft, for a prompt. */
	takeAttachments(): readonly Attachment[];
	/** Finds out whether the workspace has the files that a page before this one has uploaded. */
	verifyUploaded(ids: readonly string[]): void;
}

export function createDraftAttachments({ state, perform, createId }: DraftAttachmentsOptions): DraftAttachments {
	const files = new Map<string, File>();
	let last: Promise<void> = Promise.resolve();

	const get = () => state.get().attachments;
	const set = (attachments: readonly DraftAttachment[]) => state.set(updateFields(state.get(), { attachments }), "now");
	const change = (id: string, to: (attachment: DraftAttachment) => DraftAttachment) =>
		set(get().map((attachment) => (attachment.id === id ? to(attachment) : attachment)));

	function fail(id: string, error: WorkspaceErrorInfo) {
		change(id, (attachment) => ({ ...attachment, status: "failed", error }));
	}

	async function send(file: File, id: string, earlierFiles: readonly DraftAttachment[]): Promise<void> {
		// Fetched when somebody first attaches something.
		const { uploadFile } = await import("./attachmentUpload.ts");
		await uploadFile(file, {
			id,
			earlierFiles,
			perform,
			isStillAttached: () => get().some((attachment) => attachment.id === id),
			onThumbnail: (thumbnail) => change(id, (attachment) => ({ ...attachment, thumbnail })),
			onReceived: (received) => change(id, (attachment) => ({ ...attachment, status: "uploading", received })),
		});
	}

	async function upload(id: string): Promise<void> {
		const place = get().findIndex((attachment) => attachment.id === id);
		const file = files.get(id);
		const kept = get()[place];
		if (!kept) return;
		try {
			if (file) await send(file, id, get().slice(0, place));
			else await (await import("./attachmentUpload.ts")).verifyUploadedFile(kept, perform);
			change(id, (attachment) => ({ ...attachment, status: "ready" }));
		} catch (error) {
			fail(id, toWorkspaceError(error).toInfo());
		}
	}

	function begin(ids: readonly string[]) {
		for (const id of ids) last = last.then(() => upload(id));
	}

	return {
		uploadAttachments(chosen) {
			const added = chosen.map((file): DraftAttachment => {
				const id = createId();
				files.set(id, file);
				return { id, name: file.name, mimeType: file.type, size: file.size, status: "uploading", received: 0 };
			});
			set([...get(), ...added]);
			begin(added.map(({ id }) => id));
		},
		retryAttachment(id) {
			// What is there already stays: the workspace says where to go on.
			change(id, (attachment) => ({ ...attachment, status: "uploading", received: 0 }));
			begin([id]);
		},
		removeAttachment(id) {
			files.delete(id);
			set(get().filter((attachment) => attachment.id !== id));
		},
		takeAttachments() {
			const ready = get().filter(({ status }) => status === "ready");
			set(get().filter(({ status }) => status !== "ready"));
			for (const { id } of ready) files.delete(id);
			return ready.map(({ id, name, mimeType, size, thumbnail }) => ({
				...{ id, name, mimeType, size, uri: `attachment:${id}` },
				...(thumbnail && { thumbnail }),
			}));
		},
		verifyUploaded: begin,
	};
}
