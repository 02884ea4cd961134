import type { WhenBusy } from "../../protocol/index.ts";
import type { Observable } from "../createObservable.ts";
import type { KeyValueStorage } from "../ports/keyValueStorage.ts";
import { reduceFields } from "../reduce/reduceFields.ts";
import type { WorkspaceState } from "../workspaceState.ts";

const KEY = "workspace-chat:when-busy";

const CHOICES: readonly WhenBusy[] = ["queue", "steer"];

/** Keeps over reloads what a person has chosen to do with prompts while a turn runs: a habit of theirs, not of a workspace. */
export function persistWhenBusy(state: Observable<WorkspaceState>, storage: KeyValueStorage): () => void {
	state.set(reduceFields(state.get(), { chosenWhenBusy: read(storage) }));
	return state.observe(({ chosenWhenBusy }, before) => {
		if (chosenWhenBusy && chosenWhenBusy !== before.chosenWhenBusy) write(storage, chosenWhenBusy);
	});
}

function read(storage: KeyValueStorage): WhenBusy | null {
	try {
		const kept = storage.getItem(KEY);
		return CHOICES.find((choice) => choice === kept) ?? null;
	} catch {
		return null;
	}
}

function write(storage: KeyValueStorage, whenBusy: WhenBusy): void {
	try {
		storage.setItem(KEY, whenBusy);
	} catch {
		// A full or forbidden storage: the choice lasts as long as the page.
	}
}
