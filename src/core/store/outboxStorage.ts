import type { Self } from "../../protocol/index.ts";
import type { StoreLimits } from "../connection/storeLimits.ts";
import { WorkspaceError } from "../errors/WorkspaceError.ts";
import { isRecord } from "../parse/isRecord.ts";
import type { KeyValueStorage } from "../platform/browser.ts";
import type { Clock } from "../platform/timing.ts";
import type { Observable } from "../state/observable.ts";
import { addToOutbox, removeDeliveredFromOutbox } from "../state/outboxReducer.ts";
import { updateFields } from "../state/structuralSharing.ts";
import type { PendingPrompt, WorkspaceState } from "../state/workspaceState.ts";

/** Looks at prompts read from the browser's storage, where anything may stand; what is none is left out. */
function parseStoredPrompts(value: unknown): readonly PendingPrompt[] {
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

/** What the browser keeps of an outbox over reloads: one entry per workspace and person, shared by their tabs. */
interface OutboxStorage {
	read(): readonly PendingPrompt[];
	/** Stores what changed between two states of one tab's outbox, and leaves the prompts of other tabs alone. */
	save(previous: readonly PendingPrompt[], next: readonly PendingPrompt[]): void;
}

function createOutboxStorage(storage: KeyValueStorage, workspaceId: string, userId: string): OutboxStorage {
	const key = `workspace-chat:outbox:${encodeURIComponent(workspaceId)}:${encodeURIComponent(userId)}`;

	function read(): readonly PendingPrompt[] {
		try {
			return parseStoredPrompts(JSON.parse(storage.getItem(key) ?? "[]"));
		} catch {
			return [];
		}
	}

	function write(prompts: readonly PendingPrompt[]): void {
		try {
			if (prompts.length === 0) storage.removeItem(key);
			else storage.setItem(key, JSON.stringify(prompts));
		} catch {
			// A full or forbidden storage: the prompts still stand in the state, only a reload would lose them.
		}
	}

	return {
		read,
		save(previous, next) {
			const mine = new Set([...previous, ...next].map((prompt) => prompt.clientId));
			const others = read().filter((prompt) => !mine.has(prompt.clientId));
			write([...others, ...next]);
		},
	};
}

interface PersistOutboxOptions {
	readonly state: Observable<WorkspaceState>;
	readonly storage: KeyValueStorage;
	readonly clock: Clock;
	readonly limits: StoreLimits;
}

/**
 * Keeps the outbox in the browser's storage once it is known who writes: prompts of one person are never sent in the
 * name of another who uses the same browser.
 */
export function persistOutbox({ state, storage, clock, limits }: PersistOutboxOptions): () => void {
	let stored: OutboxStorage | null = null;

	function adopt(workspaceId: string, { userId }: Self, isFirst: boolean) {
		const entry = createOutboxStorage(storage, workspaceId, userId);
		const { outbox, items, queue } = state.get();
		const kept = entry.read().map((prompt) => failIfExpired(prompt, clock.now() - limits.outboxMaxAgeMs));
		const joined = addToOutbox(kept, isFirst ? outbox : []);
		const left = removeDeliveredFromOutbox(joined, [...items.values(), ...queue]);
		stored = entry;
		entry.save(joined, left);
		state.set(updateFields(state.get(), { outbox: left }));
	}

	return state.subscribeSync((now, before) => {
		if (now.self && now.self.userId !== before.self?.userId) adopt(now.workspaceId, now.self, before.self === null);
		else if (now.outbox !== before.outbox) stored?.save(before.outbox, now.outbox);
	});
}

/** After a day the workspace may no longer know the client id, so a person decides whether to send it again. */
function failIfExpired(prompt: PendingPrompt, oldest: number): PendingPrompt {
	if (prompt.status === "failed" || prompt.createdAt >= oldest) return prompt;
	return { ...prompt, status: "failed", error: promptExpiredError().toInfo() };
}

function promptExpiredError(): WorkspaceError {
	return new WorkspaceError({
		code: "timeout",
		message: "This prompt was written more than a day ago, and it is not known whether it was sent.",
		hint: "Look whether it stands in the timeline. If not, send it again.",
	});
}
