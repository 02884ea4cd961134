import { isRecord } from "../../protocol/isRecord.ts";
import type { StoreLimits } from "../connection/storeLimits.ts";
import { WorkspaceError } from "../errors/WorkspaceError.ts";
import type { KeyValueStorage } from "../platform/browser.ts";
import type { Clock } from "../platform/timing.ts";
import { isMention } from "../state/notes.ts";
import type { Observable } from "../state/observable.ts";
import { addToOutbox, removeDeliveredFromOutbox } from "../state/outboxReducer.ts";
import { updateFields } from "../state/structuralSharing.ts";
import type { PendingPrompt, WorkspaceState } from "../state/workspaceState.ts";
import { type PersonalEntry, persistField } from "./personalStorage.ts";

interface PersistOutboxOptions {
	readonly state: Observable<WorkspaceState>;
	readonly storage: KeyValueStorage;
	readonly clock: Clock;
	readonly limits: StoreLimits;
}

/** Keeps the outbox over reloads. */
export function persistOutbox({ state, storage, clock, limits }: PersistOutboxOptions): void {
	persistField({
		state,
		storage,
		field: "outbox",
		name: "outbox",
		restore(entry, written) {
			const { items, queue } = state.get();
			const oldest = clock.now() - limits.outboxMaxAgeMs;
			const stored = parseStoredPrompts(entry.read()).map((prompt) => failIfExpired(prompt, oldest));
			const joined = addToOutbox(stored, written ?? []);
			const outbox = removeDeliveredFromOutbox(joined, [...items.values(), ...queue]);
			savePrompts(entry, joined, outbox);
			state.set(updateFields(state.get(), { outbox }));
		},
		save: savePrompts,
	});
}

/** Stores what changed between two states of this tab's outbox, and leaves the prompts of other tabs alone. */
function savePrompts(entry: PersonalEntry, previous: readonly PendingPrompt[], next: readonly PendingPrompt[]): void {
	const own = new Set([...previous, ...next].map((prompt) => prompt.clientId));
	const others = parseStoredPrompts(entry.read()).filter((prompt) => !own.has(prompt.clientId));
	const prompts = [...others, ...next];
	entry.write(prompts.length > 0 ? JSON.stringify(prompts) : "");
}

/** The storage may hold anything: what is not a prompt is left out. */
function parseStoredPrompts(text: string): readonly PendingPrompt[] {
	try {
		const value: unknown = JSON.parse(text || "[]");
		return Array.isArray(value) ? value.filter(isPendingPrompt) : [];
	} catch {
		return [];
	}
}

function isPendingPrompt(value: unknown): value is PendingPrompt {
	if (!isRecord(value)) return false;
	const { clientId, text, createdAt, status, error, attachments, notes, mentions, metadata, suggested } = value;
	if (suggested !== undefined && suggested !== true) return false;
	if (metadata !== undefined && !isRecord(metadata)) return false;
	if (attachments !== undefined && !(Array.isArray(attachments) && attachments.every(isAttachment))) return false;
	if (notes !== undefined && !(Array.isArray(notes) && notes.every((id) => typeof id === "string"))) return false;
	if (mentions !== undefined && !(Array.isArray(mentions) && mentions.every(isMention))) return false;
	const isPrompt = typeof clientId === "string" && typeof text === "string" && Number.isFinite(createdAt);
	if (status === "sending") return isPrompt && error === null;
	return isPrompt && status === "failed" && isRecord(error) && typeof error.message === "string";
}

function isAttachment(value: unknown): boolean {
	return isRecord(value) && typeof value.id === "string" && typeof value.name === "string";
}

/** After a day the workspace may have forgotten the client id, so a person decides whether to send it again. */
function failIfExpired(prompt: PendingPrompt, oldest: number): PendingPrompt {
	if (prompt.status === "failed" || prompt.createdAt >= oldest) return prompt;
	return { ...prompt, status: "failed", error: promptExpiredError().toInfo() };
}

function promptExpiredError(): WorkspaceError {
	return new WorkspaceError({
		code: "timeout",
		message: "This prompt is more than a day old and may not have been sent.",
		hint: "If it’s not in the conversation, retry.",
	});
}
