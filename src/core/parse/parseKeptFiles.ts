import type { DraftAttachment } from "../attachments/draftAttachment.ts";
import { isRecord } from "./parseRecord.ts";

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
