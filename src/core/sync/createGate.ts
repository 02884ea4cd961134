import { connectionLost } from "../connectionErrors.ts";
import type { Clock } from "../ports/clock.ts";
import type { WorkspaceError } from "../WorkspaceError.ts";

/** What actions wait at until there is a connection. */
export interface Gate {
	/** Lets all through who wait, and who come. */
	open(): void;
	/** Lets them wait again. */
	shut(): void;
	/** Turns all away who wait, and who come, until it opens or shuts. */
	refuse(error: WorkspaceError): void;
	/** @throws {WorkspaceError} The refusal, or `connection_lost` when it did not open within `patienceMs`. */
	pass(patienceMs: number): Promise<void>;
}

type GateState = "open" | "shut" | { readonly refusal: WorkspaceError };

interface Waiting {
	resolve(): void;
	reject(error: WorkspaceError): void;
}

export function createGate(clock: Clock): Gate {
	const waiting = new Set<Waiting>();
	let state: GateState = "shut";

	function wait(patienceMs: number): Promise<void> {
		return new Promise((resolve, reject) => {
			const cancel = Number.isFinite(patienceMs)
				? clock.setTimer(() => entry.reject(connectionLost()), patienceMs)
				: null;
			const settle = (finish: () => void) => {
				cancel?.();
				waiting.delete(entry);
				finish();
			};
			const entry: Waiting = {
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
		shut() {
			state = "shut";
		},
		refuse(error) {
			state = { refusal: error };
			for (const entry of [...waiting]) entry.reject(error);
		},
		async pass(patienceMs) {
			if (typeof state === "object") throw state.refusal;
			if (state === "shut") await wait(patienceMs);
		},
	};
}
