import type { WhenBusy } from "../../protocol/index.ts";
import type { KeyValueStorage } from "../platform/browser.ts";
import type { Observable } from "../state/observable.ts";
import { updateFields } from "../state/structuralSharing.ts";
import type { WorkspaceState } from "../state/workspaceState.ts";

/**
 * What a person has chosen to do with prompts while a turn runs. To interrupt destroys what the turn was at, so it is no
 * habit: it holds for one prompt and for the turn that they see, and then what they chose before holds again.
 */
export function reduceWhenBusy(state: WorkspaceState, whenBusy: WhenBusy): WorkspaceState {
	if (whenBusy === "interrupt") return updateFields(state, { interruptTurnId: state.turn?.id ?? null });
	return updateFields(state, { preferredWhenBusy: whenBusy, interruptTurnId: null });
}

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
