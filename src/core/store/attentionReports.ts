import type { KeyValueStorage } from "../platform/browser.ts";
import { type Attention, selectAttention } from "../state/attention.ts";
import { addListener, type Observable } from "../state/observable.ts";
import { isEqualStructure } from "../state/structuralSharing.ts";
import type { WorkspaceState } from "../state/workspaceState.ts";
import { PersonalEntry } from "./personalStorage.ts";

/** Called with a thing that has begun to wait for this person. */
export type AttentionListener = (attention: Attention) => void;

/** Ids of what no longer waits are kept only where it may come back, so more than these are not needed. */
const MAX_REPORTED_IDS = 200;

interface AttentionReportsDeps {
	readonly state: Observable<WorkspaceState>;
	/** Belongs to this tab. */
	readonly storage: KeyValueStorage;
}

/**
 * Reports each thing that begins to wait for the person of this browser, once per tab: what was reported is kept in the
 * tab's storage, so that a reload does not report it again.
 */
export class AttentionReports {
	readonly #state: Observable<WorkspaceState>;
	readonly #storage: KeyValueStorage;
	readonly #listeners = new Set<AttentionListener>();
	#checked: readonly Attention[] = [];
	#unsubscribe = () => {};

	constructor({ state, storage }: AttentionReportsDeps) {
		this.#state = state;
		this.#storage = storage;
	}

	/** The returned function unsubscribes. Nothing counts as reported while there is no listener. */
	subscribe(listener: AttentionListener): () => void {
		if (this.#listeners.size === 0) {
			this.#checked = [];
			this.#unsubscribe = this.#state.subscribe(() => this.#check());
		}
		const remove = addListener(this.#listeners, listener);
		this.#check();
		return () => {
			remove();
			if (this.#listeners.size === 0) this.#unsubscribe();
		};
	}

	#check(): void {
		const { self, loaded, workspaceId } = this.#state.get();
		if (!self || !loaded) return;
		const waiting = selectAttention(this.#state.get());
		if (isEqualStructure(waiting, this.#checked)) return;
		this.#checked = waiting;
		const entry = new PersonalEntry(this.#storage, "attention", { workspaceId, userId: self.userId });
		const reported = parseIds(entry.read());
		const fresh = waiting.filter(({ id }) => !reported.includes(id));
		const ids = new Set(waiting.map(({ id }) => id));
		const kept = reported.filter((id) => ids.has(id) || mayComeBack(id));
		const next = [...kept, ...fresh.map(({ id }) => id)].slice(-MAX_REPORTED_IDS);
		entry.write(next.length > 0 ? JSON.stringify(next) : "");
		for (const attention of fresh) for (const listener of [...this.#listeners]) listener(attention);
	}
}

/** A session that fails is started again, and fails again: its prompts are stuck once. */
function mayComeBack(id: string): boolean {
	return id.startsWith("prompt:");
}

/** The storage may hold anything. */
function parseIds(text: string): readonly string[] {
	try {
		const value: unknown = JSON.parse(text || "[]");
		return Array.isArray(value) ? value.filter((id) => typeof id === "string") : [];
	} catch {
		return [];
	}
}
