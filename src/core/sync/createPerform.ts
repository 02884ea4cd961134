import type { ActionName, ActionRequest } from "../../protocol/index.ts";
import { isRetryable } from "../connectionErrors.ts";
import type { Clock } from "../ports/clock.ts";
import type { StoreLimits } from "../storeLimits.ts";
import { toWorkspaceError } from "../toWorkspaceError.ts";
import { backoffDelay } from "./backoff.ts";
import type { ConnectionGate } from "./createGate.ts";
import type { ManagedConnection } from "./createLink.ts";

export interface PerformActionOptions {
	/** How long to wait for a connection before each call. Default: the deadline of an action. */
	readonly patienceMs?: number | undefined;
	/** Runs before each call, and throws when it is no longer to be made. */
	readonly check?: (() => void) | undefined;
}

/**
 * Waits for a connection and calls an action; again when it is not known whether the workspace has acted, so the
 * request carries a client id or changes nothing. What it answers with has not been looked at.
 */
export type PerformAction = <Name extends ActionName>(
	action: Name,
	request: ActionRequest<Name>,
	options?: PerformActionOptions,
) => Promise<unknown>;

export interface CreatePerformActionOptions {
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
				return await call(action, request);
			} catch (thrown) {
				const error = toWorkspaceError(thrown);
				if (!isRetryable(error) || failures >= limits.maxAttempts) throw error;
			}
			await pause(backoffDelay(failures, limits.backoffMs));
		}
	};
}
