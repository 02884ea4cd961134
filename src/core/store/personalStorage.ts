import type { KeyValueStorage } from "../platform/browser.ts";
import type { Observable } from "../state/observable.ts";
import type { WorkspaceState } from "../state/workspaceState.ts";

/** Whose entry it is, and of which workspace. */
export interface EntryOwner {
	readonly workspaceId: string;
	readonly userId: string;
}

/**
 * One entry of the browser's storage for a workspace and a person, shared by their tabs. A full or forbidden storage
 * is no error: what is kept there is in the state too, and only a reload would lose it.
 */
export class PersonalEntry {
	readonly #storage: KeyValueStorage;
	readonly #key: string;

	constructor(storage: KeyValueStorage, name: string, { workspaceId, userId }: EntryOwner) {
		this.#storage = storage;
		this.#key = `workspace-chat:${name}:${[workspaceId, userId].map(encodeURIComponent).join(":")}`;
	}

	/** Empty when there is nothing. */
	read(): string {
		try {
			return this.#storage.getItem(this.#key) ?? "";
		} catch {
			return "";
		}
	}

	/** An empty text removes the entry. */
	write(text: string): void {
		try {
			if (text === "") this.#storage.removeItem(this.#key);
			else this.#storage.setItem(this.#key, text);
		} catch {
			// See above.
		}
	}
}

interface PersistedField<Field extends keyof WorkspaceState> {
	readonly state: Observable<WorkspaceState>;
	readonly storage: KeyValueStorage;
	readonly field: Field;
	/** The entry's name in the storage. */
	readonly name: string;
	/** Puts what is stored into the state. `written` is what this person has written before it was known who they are. */
	restore(entry: PersonalEntry, written: WorkspaceState[Field] | null): void;
	/** Stores a change of the field. */
	save(entry: PersonalEntry, previous: WorkspaceState[Field], next: WorkspaceState[Field]): void;
}

/**
 * Keeps a field of the state in the browser's storage once it is known who writes: nobody sees or sends what another
 * person of the same browser has written.
 */
export function persistField<Field extends keyof WorkspaceState>(options: PersistedField<Field>): void {
	const { state, storage, field, name, restore, save } = options;
	let entry: PersonalEntry | null = null;

	state.subscribeSync((now, before) => {
		if (now.self && now.self.userId !== before.self?.userId) {
			entry = new PersonalEntry(storage, name, { workspaceId: now.workspaceId, userId: now.self.userId });
			restore(entry, before.self ? null : now[field]);
		} else if (entry && now[field] !== before[field]) save(entry, before[field], now[field]);
	});
}
