import type { ActionName, ActionRequest, ActionResponse } from "../../protocol/index.ts";
import { connectionLostError, isRetryable } from "../errors/connectionErrors.ts";
import { toWorkspaceError, type WorkspaceError } from "../errors/WorkspaceError.ts";
import { parseResponse } from "../parse/messages.ts";
import { backoffDelay, type Clock } from "../platform/timing.ts";
import type { ManagedConnection } from "./managedConnection.ts";
import type { StoreLimits } from "./storeLimits.ts";

/** What actions wait at until there is a connection. */
interface ConnectionGate {
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

interface PerformActionOptions {
	/** How long to wait for a connection before each call. Default: the deadline of an action. */
	readonly patienceMs?: number | undefined;
	/** Runs before each call, and throws when it is no longer to be made. */
	readonly check?: (() => void) | undefined;
}

/**
 * Waits for a connection, calls an action and parses its answer. It calls again when it is not known whether the
 * workspace has acted, so the request carries a client id or changes nothing.
 */
export type PerformAction = <Name extends ActionName>(
	action: Name,
	request: ActionRequest<Name>,
	options?: PerformActionOptions,
) => Promise<ActionResponse<Name>>;

interface CreatePerformActionOptions {
	readonly call: ManagedConnection["call"];
	readonly gate: ConnectionGate;
	readonly clock: Clock;
	readonly limits: StoreLimits;
}

export function createPerformAction({ call, gate, clock, limits }: CreatePerformActionOptions): PerformAction {
	const pause = (ms: number) => new Promise<void>((resume) => void clock.setTimer(resume, ms));

	return async (action, request, { patienceMs = limits.actionTimeoutMs, check } = {}) => {
		for (let failures = 1; ; failures += 1) {
			await gate.wait(patienceMs);
			check?.();
			try {
				return parseResponse(action, await call(action, request));
			} catch (thrown) {
				const error = toWorkspaceError(thrown);
				if (!isRetryable(error) || failures >= limits.maxAttempts) throw error;
			}
			await pause(backoffDelay(failures, limits.backoffMs));
		}
	};
}
