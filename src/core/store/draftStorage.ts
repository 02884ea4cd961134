import type { Self } from "../../protocol/index.ts";
import type { KeyValueStorage } from "../platform/browser.ts";
import type { Observable } from "../state/observable.ts";
import { updateFields } from "../state/structuralSharing.ts";
import type { WorkspaceState } from "../state/workspaceState.ts";

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

/**
 * Keeps the draft in the browser's storage once it is known who writes, and takes it from there: nobody is shown what
 * another person of the same browser was about to say.
 */
export function persistDraft(state: Observable<WorkspaceState>, storage: KeyValueStorage): () => void {
	let stored: DraftStorage | null = null;

	function adopt(workspaceId: string, { userId }: Self, typed: string) {
		stored = createDraftStorage(storage, workspaceId, userId, "draft");
		const kept = stored.read();
		state.set(updateFields(state.get(), { draft: joinDrafts(kept, typed) }));
		stored.save(kept, state.get().draft);
	}

	return state.subscribeSync((now, before) => {
		if (now.self && now.self.userId !== before.self?.userId)
			adopt(now.workspaceId, now.self, before.self ? "" : now.draft);
		else if (now.draft !== before.draft) stored?.save(before.draft, now.draft);
	});
}

/** Who types before the first answer of the workspace goes on with what they had left, and loses neither. */
function joinDrafts(kept: string, typed: string): string {
	return kept && typed ? `${kept}\n${typed}` : kept || typed;
}
