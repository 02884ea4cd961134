import { SessionError } from "../session/SessionError.ts";

/** Rivet stores about 1.28 MB, and what it writes is somewhat larger than what is counted here. */
const MAX_STATE_BYTES = 1_000_000;

/** Keeps count of how large an actor's state is, without looking at all of it more than once. */
export class StateBudget {
	#bytes: number;

	constructor(state: object) {
		this.#bytes = jsonBytes(state);
	}

	/**
	 * Counts a value that replaces another.
	 *
	 * @throws {SessionError} `storage_full` when the state would grow too large; then nothing is counted.
	 */
	reserve(before: unknown, after: unknown): void {
		const bytes = this.#bytes + jsonBytes(after) - (before === undefined ? 0 : jsonBytes(before));
		if (bytes > MAX_STATE_BYTES) throw new SessionError(storageFull());
		this.#bytes = bytes;
	}
}

function storageFull(): ConstructorParameters<typeof SessionError>[0] {
	return {
		code: "storage_full",
		message: "The actor's state is as large as Rivet can store, so the session's history takes no more events.",
		hint: "Use SqliteSessionPersistDriver, which keeps events in rows of the actor's database.",
	};
}

function jsonBytes(value: unknown): number {
	return Buffer.byteLength(JSON.stringify(value));
}
