import type { WhenBusy } from "../../protocol/index.ts";
import type { KeyValueStorage } from "../platform/browser.ts";
import type { Observable } from "../state/observable.ts";
import { updateFields } from "../state/structuralSharing.ts";
import type { WorkspaceState } from "../state/workspaceState.ts";

/**
 * Applies a person's choice of what their prompts do while a turn runs. Interrupting destroys what the turn was working
 * on, so that choice is not kept: it holds for one prompt and for the current turn, and then the earlier choice again.
 */
export function reduceWhenBusy(state: WorkspaceState, whenBusy: WhenBusy): WorkspaceState {
	if (whenBusy === "interrupt") return updateFields(state, { interruptTurnId: state.turn?.id ?? null });
	return updateFields(state, { preferredWhenBusy: whenBusy, interruptTurnId: null });
}

const STORAGE_KEY = "workspace-chat:when-busy";

const STORABLE_CHOICES: readonly WhenBusy[] = ["queue", "steer"];

/** Keeps that choice over reloads, for all workspaces of this browser. */
export function persistWhenBusy(state: Observable<WorkspaceState>, storage: KeyValueStorage): void {
	state.set(updateFields(state.get(), { preferredWhenBusy: readWhenBusy(storage) }));
	state.subscribeSync(({ preferredWhenBusy }, before) => {
		if (preferredWhenBusy && preferredWhenBusy !== before.preferredWhenBusy) writeWhenBusy(storage, preferredWhenBusy);
	});
}

function readWhenBusy(storage: KeyValueStorage): WhenBusy | null {
	try {
		const stored = storage.getItem(STORAGE_KEY);
		return STORABLE_CHOICES.find((choice) => choice === stored) ?? null;
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
