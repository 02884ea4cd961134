import type { PendingPrompt } from "../pendingPrompt.ts";
import { isRecord } from "./parseRecord.ts";

/** Looks at prompts read from the browser's storage, where anything may stand; what is none is left out. */
export function parseStoredPrompts(value: unknown): readonly PendingPrompt[] {
	return Array.isArray(value) ? value.filter(isPendingPrompt) : [];
}

function isPendingPrompt(value: unknown): value is PendingPrompt {
	if (!isRecord(value)) return false;
	const { clientId, text, createdAt, status, error, attachments } = value;
	if (attachments !== undefined && !(Array.isArray(attachments) && attachments.every(isAttachment))) return false;
	const isNamed = typeof clientId === "string" && typeof text === "string" && Number.isFinite(createdAt);
	if (status === "sending") return isNamed && error === null;
	return isNamed && status === "failed" && isRecord(error) && typeof error.message === "string";
}

function isAttachment(value: unknown): boolean {
	return isRecord(value) && typeof value.id === "string" && typeof value.name === "string";
}
