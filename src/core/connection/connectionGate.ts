import { connectionLostError } from "../errors/connectionErrors.ts";
import type { WorkspaceError } from "../errors/WorkspaceError.ts";
import type { Clock } from "../platform/timing.ts";

interface WaitingCall {
	resolve(): void;
	reject(error: WorkspaceError): void;
}

/** Where actions wait for a connection. */
export class ConnectionGate {
	readonly #clock: Clock;
	readonly #waiting = new Set<WaitingCall>();
	#state: "open" | "closed" | { readonly rejection: WorkspaceError };

	/** It rejects until it is opened or closed. */
	constructor(clock: Clock, rejection: WorkspaceError) {
		this.#clock = clock;
		this.#state = { rejection };
	}

	/** Resolves every call that waits, now and until it is closed. */
	open(): void {
		this.#state = "open";
		for (const call of [...this.#waiting]) call.resolve();
	}

	/** Makes calls wait. */
	close(): void {
		this.#state = "closed";
	}

	/** Rejects every call that waits, now and until it is opened or closed. */
	reject(rejection: WorkspaceError): void {
		this.#state = { rejection };
		for (const call of [...this.#waiting]) call.reject(rejection);
	}

	/**
	 * Waits until there is a connection.
	 *
	 * @param timeoutMs - `Infinity` waits as long as it takes.
	 * @throws {WorkspaceError} `connection_lost` after `timeoutMs`, or the error that the gate rejects with.
	 */
	async wait(timeoutMs: number): Promise<void> {
		if (typeof this.#state === "object") throw this.#state.rejection;
		if (this.#state === "closed") await this.#waitUntilOpen(timeoutMs);
	}

	#waitUntilOpen(timeoutMs: number): Promise<void> {
		return new Promise((resolve, reject) => {
			const cancelTimeout = Number.isFinite(timeoutMs)
				? this.#clock.setTimer(() => call.reject(connectionLostError()), timeoutMs)
				: () => {};
			const leave = () => {
				cancelTimeout();
				this.#waiting.delete(call);
			};
			const call: WaitingCall = {
				resolve() {
					leave();
					resolve();
				},
				reject(error) {
					leave();
					reject(error);
				},
			};
			this.#waiting.add(call);
		});
	}
}
