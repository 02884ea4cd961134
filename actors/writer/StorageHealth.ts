import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { isStorageError } from "../database/storageError.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import { Backoff } from "../timing/Backoff.ts";

interface StorageHealthDeps {
	/** What people see of an error of the storage; null for any other error. */
	describe(error: unknown): Promise<WorkspaceErrorInfo | null>;
	readonly events: Pick<WorkspaceEventHub, "emit">;
	/** The actor does not sleep until the promise settles: what is not stored yet is only in its memory. */
	keepAwake(work: Promise<void>): void;
}

/** Short at first: an engine that is replaced is back soon. */
const CHECKS = { retryBaseMs: 250, retryMaxMs: 5_000 };

/**
 * Whether the workspace can be stored. After a failure it is checked again and again, until it can: nothing else has to
 * ask, and nobody has to do anything here.
 */
export class StorageHealth {
	readonly #deps: StorageHealthDeps;
	readonly #backoff = new Backoff(CHECKS);
	readonly #stopping = new AbortController();
	#isFailing = false;
	#announced: Promise<void> = Promise.resolve();

	constructor(deps: StorageHealthDeps) {
		this.#deps = deps;
	}

	/** The last attempt to store something has failed, and none has succeeded since. */
	get isFailing(): boolean {
		return this.#isFailing;
	}

	/**
	 * Something could not be stored. Does nothing for errors that are not the storage's.
	 *
	 * @param check - Stores what waits, or else anything; rejects if it cannot.
	 */
	failed(error: unknown, check: () => Promise<void>): void {
		if (this.#isFailing || this.#stopping.signal.aborted || !isStorageError(error)) return;
		this.#isFailing = true;
		this.#announced = this.#announce(error);
		this.#deps.keepAwake(this.#recover(check));
	}

	/** Resolves when the last failure was announced. */
	announced(): Promise<void> {
		return this.#announced;
	}

	/** Ends the checks. */
	stop(): void {
		this.#stopping.abort();
	}

	async #announce(error: unknown): Promise<void> {
		const { describe, events } = this.#deps;
		events.emit("storageFailed", { error, info: await describe(error) });
	}

	/** Never rejects. */
	async #recover(check: () => Promise<void>): Promise<void> {
		const { events } = this.#deps;
		await this.#announced;
		const since = Date.now();
		while (!this.#stopping.signal.aborted) {
			await this.#backoff.wait(this.#stopping.signal);
			if (!(await succeeds(check))) continue;
			this.#isFailing = false;
			this.#backoff.reset();
			events.emit("storageRecovered", { durationMs: Math.max(0, Date.now() - since) });
			return;
		}
	}
}

function succeeds(check: () => Promise<void>): Promise<boolean> {
	return check().then(
		() => true,
		() => false,
	);
}
