import { parseStoredPrompts } from "../parse/parsePendingPrompts.ts";
import type { PendingPrompt } from "../pendingPrompt.ts";
import type { KeyValueStorage } from "../ports/keyValueStorage.ts";

/** What the browser keeps of an outbox over reloads: one entry per workspace and person, shared by their tabs. */
export interface OutboxStorage {
	read(): readonly PendingPrompt[];
	/** Stores what changed between two states of one tab's outbox, and leaves the prompts of other tabs alone. */
	save(previous: readonly PendingPrompt[], next: readonly PendingPrompt[]): void;
}

export function createOutboxStorage(storage: KeyValueStorage, workspaceId: string, userId: string): OutboxStorage {
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
