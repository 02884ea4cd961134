import type { Self } from "../../protocol/index.ts";
import type { Observable } from "../createObservable.ts";
import type { KeyValueStorage } from "../ports/keyValueStorage.ts";
import { updateFields } from "../reduce/reduceFields.ts";
import type { WorkspaceState } from "../workspaceState.ts";
import { createDraftStorage, type DraftStorage } from "./draftStorage.ts";

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
