import type { WhenBusy } from "../../protocol/index.ts";
import type { Observable } from "../createObservable.ts";
import type { KeyValueStorage } from "../ports/keyValueStorage.ts";
import { updateFields } from "../reduce/reduceFields.ts";
import type { WorkspaceState } from "../workspaceState.ts";

const STORAGE_KEY = "workspace-chat:when-busy";

const STORABLE_CHOICES: readonly WhenBusy[] = ["queue", "steer"];

/** Keeps over reloads what a person has chosen to do with prompts while a turn runs: a habit of theirs, not of a workspace. */
export function persistWhenBusy(state: Observable<WorkspaceState>, storage: KeyValueStorage): () => void {
	state.set(updateFields(state.get(), { preferredWhenBusy: readWhenBusy(storage) }));
	return state.subscribeSync(({ preferredWhenBusy }, before) => {
		if (preferredWhenBusy && preferredWhenBusy !== before.preferredWhenBusy) writeWhenBusy(storage, preferredWhenBusy);
	});
}

function readWhenBusy(storage: KeyValueStorage): WhenBusy | null {
	try {
		const kept = storage.getItem(STORAGE_KEY);
		return STORABLE_CHOICES.find((choice) => choice === kept) ?? null;
	} catch {
		return null;
	}
}

function writeWhenBusy(storage: KeyValueStorage, whenBusy: WhenBusy): void {
	try {
		storage.setItem(STORAGE_KEY, whenBusy);
	} catch {
		// A full or forbidden storage: the choice lasts as long as the page.
	}
}
