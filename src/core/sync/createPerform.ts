import type { ActionName, ActionRequest } from "../../protocol/index.ts";
import { isRepeatable } from "../connectionErrors.ts";
import type { Clock } from "../ports/clock.ts";
import type { StoreLimits } from "../storeLimits.ts";
import { toWorkspaceError } from "../toWorkspaceError.ts";
import { backoff } from "./backoff.ts";
import type { Gate } from "./createGate.ts";
import type { Link } from "./createLink.ts";

export interface PerformOptions {
	/** How long to wait for a connection before each call. Default: the deadline of an action. */
	readonly patienceMs?: number | undefined;
	/** Runs before each call, and throws when it is no longer to be made. */
	readonly check?: (() => void) | undefined;
}

/**
 * Waits for a connection and calls an action; again when it is not known whether the workspace has acted, so the
 * request carries a client id or changes nothing. What it answers with has not been looked at.
 */
export type Perform = <Name extends ActionName>(
	action: Name,
	request: ActionRequest<Name>,
	options?: PerformOptions,
) => Promise<unknown>;

export interface CreatePerformOptions {
	readonly call: Link["call"];
	readonly gate: Gate;
	readonly clock: Clock;
	readonly limits: StoreLimits;
}

export function createPerform({ call, gate, clock, limits }: CreatePerformOptions): Perform {
	const pause = (ms: number) => new Promise<void>((resume) => void clock.setTimer(resume, ms));

	return async (action, request, { patienceMs = limits.actionTimeoutMs, check } = {}) => {
		for (let failures = 1; ; failures += 1) {
			await gate.pass(patienceMs);
			check?.();
			try {
				return await call(action, request);
			} catch (thrown) {
				const error = toWorkspaceError(thrown);
				if (!isRepeatable(error) || failures >= limits.attempts) throw error;
			}
			await pause(backoff(failures, limits.backoffMs));
		}
	};
}
