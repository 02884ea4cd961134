import { connectionLostError } from "../connectionErrors.ts";
import type { Clock } from "../ports/clock.ts";
import type { WorkspaceError } from "../WorkspaceError.ts";

/** What actions wait at until there is a connection. */
export interface ConnectionGate {
	/** Lets all through who wait, and who come. */
	open(): void;
	/** Lets them wait again. */
	close(): void;
	/** Turns all away who wait, and who come, until it opens or shuts. */
	reject(error: WorkspaceError): void;
	/** @throws {WorkspaceError} The refusal, or `connection_lost` when it did not open within `patienceMs`. */
	wait(patienceMs: number): Promise<void>;
}

type GateState = "open" | "shut" | { readonly refusal: WorkspaceError };

interface WaitingCall {
	resolve(): void;
	reject(error: WorkspaceError): void;
}

export function createConnectionGate(clock: Clock): ConnectionGate {
	const waiting = new Set<WaitingCall>();
	let state: GateState = "shut";

	function wait(patienceMs: number): Promise<void> {
		return new Promise((resolve, reject) => {
			const cancel = Number.isFinite(patienceMs)
				? clock.setTimer(() => entry.reject(connectionLostError()), patienceMs)
				: null;
			const settle = (finish: () => void) => {
				cancel?.();
				waiting.delete(entry);
				finish();
			};
			const entry: WaitingCall = {
				resolve: () => settle(resolve),
				reject: (error) => settle(() => reject(error)),
			};
			waiting.add(entry);
		});
	}

	return {
		open() {
			state = "open";
			for (const entry of [...waiting]) entry.resolve();
		},
		close() {
			state = "shut";
		},
		reject(error) {
			state = { refusal: error };
			for (const entry of [...waiting]) entry.reject(error);
		},
		async wait(patienceMs) {
			if (typeof state === "object") throw state.refusal;
			if (state === "shut") await wait(patienceMs);
		},
	};
}
