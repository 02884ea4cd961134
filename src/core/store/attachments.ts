import type { Attachment } from "../../protocol/index.ts";
import type { ConnectionManager } from "../connection/connectionManager.ts";
import { toWorkspaceError } from "../errors/WorkspaceError.ts";
import type { Observable } from "../state/observable.ts";
import { updateFields } from "../state/structuralSharing.ts";
import type { DraftAttachment, WorkspaceState } from "../state/workspaceState.ts";
import { uploadFile, verifyUploadedFile } from "./attachmentUpload.ts";

interface DraftAttachmentsDeps {
	readonly state: Observable<WorkspaceState>;
	readonly connection: Pick<ConnectionManager, "perform">;
	readonly createId: () => string;
}

/** The files of the draft: shown at once, uploaded one after another. */
export class DraftAttachments {
	readonly #deps: DraftAttachmentsDeps;
	/** The files by id. Those of a page before a reload are missing: only the workspace has them. */
	readonly #files = new Map<string, File>();
	#queue: Promise<void> = Promise.resolve();

	constructor(deps: DraftAttachmentsDeps) {
		this.#deps = deps;
	}

	/** Adds files to the draft and uploads them. */
	upload(files: readonly File[]): void {
		const added = files.map((file): DraftAttachment => {
			const id = this.#deps.createId();
			this.#files.set(id, file);
			return { id, name: file.name, mimeType: file.type, size: file.size, status: "uploading", received: 0 };
		});
		this.#set([...this.#get(), ...added]);
		this.#enqueue(added.map(({ id }) => id));
	}

	/** Uploads a file again, from where the workspace has it. */
	retry(id: string): void {
		this.#change(id, (attachment) => ({ ...attachment, status: "uploading", received: 0 }));
		this.#enqueue([id]);
	}

	remove(id: string): void {
		this.#files.delete(id);
		this.#set(this.#get().filter((attachment) => attachment.id !== id));
	}

	/** Takes the uploaded files out of the draft, for a prompt. */
	take(): readonly Attachment[] {
		const ready = this.#get().filter(({ status }) => status === "ready");
		this.#set(this.#get().filter(({ status }) => status !== "ready"));
		for (const { id } of ready) this.#files.delete(id);
		return ready.map(({ id, name, mimeType, size, thumbnail }) => ({
			...{ id, name, mimeType, size, uri: `attachment:${id}` },
			...(thumbnail && { thumbnail }),
		}));
	}

	/** Puts files of a prompt that was not sent back into the draft. The workspace has them already. */
	restore(files: readonly Attachment[]): void {
		const known = new Set(this.#get().map(({ id }) => id));
		const restored = files.filter(({ id }) => !known.has(id));
		this.#set([
			...this.#get(),
			...restored.map(({ id, name, mimeType, size, thumbnail }): DraftAttachment => {
				return { id, name, mimeType, size, ...(thumbnail && { thumbnail }), status: "ready" };
			}),
		]);
	}

	/** Checks whether the workspace still has the files that were uploaded before a reload. */
	verify(ids: readonly string[]): void {
		this.#enqueue(ids);
	}

	#enqueue(ids: readonly string[]): void {
		for (const id of ids) this.#queue = this.#queue.then(() => this.#process(id));
	}

	async #process(id: string): Promise<void> {
		const index = this.#get().findIndex((attachment) => attachment.id === id);
		const attachment = this.#get()[index];
		if (!attachment) return;
		try {
			await this.#uploadOrVerify(attachment, this.#get().slice(0, index));
			this.#change(id, (current) => ({ ...current, status: "ready" }));
		} catch (thrown) {
			const error = toWorkspaceError(thrown).toInfo();
			this.#change(id, (current) => ({ ...current, status: "failed", error }));
		}
	}

	async #uploadOrVerify(attachment: DraftAttachment, earlierFiles: readonly DraftAttachment[]): Promise<void> {
		const { id } = attachment;
		const { connection } = this.#deps;
		const file = this.#files.get(id);
		if (!file) return verifyUploadedFile(attachment, connection);
		await uploadFile(file, {
			id,
			earlierFiles,
			connection,
			isCancelled: () => !this.#get().some((other) => other.id === id),
			onThumbnail: (thumbnail) => this.#change(id, (current) => ({ ...current, thumbnail })),
			onReceived: (received) => this.#change(id, (current) => ({ ...current, status: "uploading", received })),
		});
	}

	#get(): readonly DraftAttachment[] {
		return this.#deps.state.get().attachments;
	}

	#set(attachments: readonly DraftAttachment[]): void {
		const { state } = this.#deps;
		state.set(updateFields(state.get(), { attachments }), "now");
	}

	#change(id: string, change: (attachment: DraftAttachment) => DraftAttachment): void {
		this.#set(this.#get().map((attachment) => (attachment.id === id ? change(attachment) : attachment)));
	}
}
