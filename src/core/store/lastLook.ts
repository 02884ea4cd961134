import type { KeyValueStorage, PageVisibility } from "../platform/browser.ts";
import type { Clock } from "../platform/timing.ts";
import type { Observable } from "../state/observable.ts";
import { updateFields } from "../state/structuralSharing.ts";
import type { WorkspaceState } from "../state/workspaceState.ts";
import { persistField } from "./personalStorage.ts";

interface LastLookDeps {
	readonly state: Observable<WorkspaceState>;
	readonly visibility: PageVisibility;
	readonly clock: Clock;
}

/** Keeps `lookedAt` up to date until the returned function is called. */
export function followLastLook({ state, visibility, clock }: LastLookDeps): () => void {
	function update() {
		const lookedAt = visibility.isVisible() ? null : (state.get().lookedAt ?? clock.now());
		state.set(updateFields(state.get(), { lookedAt }));
	}
	update();
	return visibility.subscribe(update);
}

/** Keeps it for a hidden tab that reloads. */
export function persistLastLook(state: Observable<WorkspaceState>, tabStorage: KeyValueStorage): void {
	persistField({
		state,
		storage: tabStorage,
		field: "lookedAt",
		name: "looked-at",
		restore(entry) {
			const { lookedAt } = state.get();
			if (lookedAt === null) return entry.write("");
			// Empty when it is not known: then since now.
			const stored = Number.parseInt(entry.read(), 10) || lookedAt;
			const earliest = Math.min(stored, lookedAt);
			entry.write(`${earliest}`);
			state.set(updateFields(state.get(), { lookedAt: earliest }));
		},
		save: (entry, _previous, next) => entry.write(next === null ? "" : `${next}`),
	});
}
