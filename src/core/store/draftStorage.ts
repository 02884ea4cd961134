import { isRecord } from "../../protocol/isRecord.ts";
import type { KeyValueStorage } from "../platform/browser.ts";
import type { Observable } from "../state/observable.ts";
import { updateFields } from "../state/structuralSharing.ts";
import type { DraftAttachment, WorkspaceState } from "../state/workspaceState.ts";
import { persistField } from "./personalStorage.ts";

/** Keeps the text of the draft over reloads. */
export function persistDraft(state: Observable<WorkspaceState>, storage: KeyValueStorage): void {
	persistField({
		state,
		storage,
		field: "draft",
		name: "draft",
		restore(entry, written) {
			const stored = entry.read();
			const draft = joinDrafts(stored, written ?? "");
			state.set(updateFields(state.get(), { draft }));
			entry.replace(stored, draft);
		},
		save: (entry, previous, next) => entry.replace(previous, next),
	});
}

/** Someone who types before the workspace responds continues the draft they had left, and loses neither. */
function joinDrafts(stored: string, written: string): string {
	return stored && written ? `${stored}\n${written}` : stored || written;
}

/**
 * Keeps the list of the draft's files over reloads. Their bytes are with the workspace, so `verify` is called with the
 * ids of those that were stored, to find out whether it still has them.
 */
export function persistAttachments(
	state: Observable<WorkspaceState>,
	storage: KeyValueStorage,
	verify: (ids: readonly string[]) => void,
): void {
	persistField({
		state,
		storage,
		field: "attachments",
		name: "files",
		restore(entry, chosen) {
			const stored = parseStoredAttachments(entry.read());
			const attachments = [...stored, ...(chosen ?? [])];
			state.set(updateFields(state.get(), { attachments }));
			entry.replace(serializeAttachments(stored), serializeAttachments(attachments));
			verify(stored.map(({ id }) => id));
		},
		save: (entry, previous, next) => entry.replace(serializeAttachments(previous), serializeAttachments(next)),
	});
}

function serializeAttachments(attachments: readonly DraftAttachment[]): string {
	const stored = attachments.map(({ id, name, mimeType, size, thumbnail }) => ({
		...{ id, name, mimeType, size, thumbnail },
	}));
	return stored.length > 0 ? JSON.stringify(stored) : "";
}

/** The storage may hold anything: what is not an attachment is left out. */
function parseStoredAttachments(text: string): readonly DraftAttachment[] {
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
	const isNamed = typeof id === "string" && typeof name === "string";
	if (!isNamed || typeof mimeType !== "string" || typeof size !== "number") return [];
	const preview = typeof thumbnail === "string" ? { thumbnail } : {};
	return [{ id, name, mimeType, size, ...preview, status: "uploading", received: 0 }];
}
