import type { KeyValueStorage } from "../ports/keyValueStorage.ts";

/** What the browser keeps of a draft over reloads, its text or its files: one entry per workspace and person, shared by their tabs. */
export interface DraftStorage {
	/** Empty when there is none. */
	read(): string;
	/** Stores what is written now. What is sent or deleted leaves the draft of another tab alone. */
	save(previous: string, next: string): void;
}

export function createDraftStorage(
	storage: KeyValueStorage,
	workspaceId: string,
	userId: string,
	what: "draft" | "files",
): DraftStorage {
	const key = `workspace-chat:${what}:${encodeURIComponent(workspaceId)}:${encodeURIComponent(userId)}`;

	function read(): string {
		try {
			return storage.getItem(key) ?? "";
		} catch {
			return "";
		}
	}

	return {
		read,
		save(previous, next) {
			try {
				if (next !== "") storage.setItem(key, next);
				else if (read() === previous) storage.removeItem(key);
			} catch {
				// A full or forbidden storage: the draft still stands in the state, only a reload would lose it.
			}
		},
	};
}
