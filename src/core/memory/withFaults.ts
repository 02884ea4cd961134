import type { ActionName } from "../../protocol/index.ts";
import { actionTimeoutError } from "../connectionErrors.ts";
import { type Clock, systemClock } from "../ports/clock.ts";
import type { ConnectWorkspace, WorkspaceConnection } from "../workspaceConnection.ts";

/** What happens to one broadcast on its way. */
export type BroadcastCondition = "deliver" | "drop" | "duplicate" | { readonly delayMs: number };

/** What happens to one call of an action: its request or its answer may be lost and nobody told, or its answer be late. */
export type CallCondition = "deliver" | "lose_request" | "lose_response" | { readonly delayMs: number };

export interface NetworkConditions {
	/** Asked for each broadcast. Default: all are delivered. */
	readonly broadcast?: ((kind: "patches" | "head") => BroadcastCondition) | undefined;
	/** Asked for each call. Default: all are delivered. */
	readonly call?: ((action: ActionName) => CallCondition) | undefined;
	readonly clock?: Clock | undefined;
}

/**
 * A connection on which things go wrong, for tests: what a bad network does to a good connection.
 *
 * @example
 * const connect = simulateNetwork(workspace.connect(ada), { broadcast: () => (Math.random() < 0.2 ? "drop" : "deliver") });
 */
export function simulateNetwork(connect: ConnectWorkspace, faults: NetworkConditions): ConnectWorkspace {
	const { broadcast = () => "deliver", call = () => "deliver", clock = systemClock } = faults;

	return (listener) => {
		let isOpen = true;
		const connection = connect({
			...listener,
			onPatches: (batch) => pass(broadcast("patches"), listener.onPatches, batch),
			onHead: (head) => pass(broadcast("head"), listener.onHead, head),
		});

		function pass(fault: BroadcastCondition, hear: (value: unknown) => void, value: unknown) {
			if (fault === "drop") return;
			if (typeof fault === "object") return void clock.setTimer(() => isOpen && hear(value), fault.delayMs);
			hear(value);
			if (fault === "duplicate") hear(structuredClone(value));
		}

		const wait = (ms: number) => new Promise<void>((resume) => void clock.setTimer(resume, ms));

		const callFaulty: WorkspaceConnection["call"] = (action, request, options) => {
			const timeOut = () => wait(options.timeoutMs).then(() => Promise.reject(actionTimeoutError()));
			const fault = call(action);
			if (fault === "lose_request") return timeOut();
			const answer = connection.call(action, request, options);
			if (fault === "lose_response") return answer.then(timeOut);
			return fault === "deliver" ? answer : answer.finally(() => wait(fault.delayMs));
		};

		return {
			call: callFaulty,
			close() {
				isOpen = false;
				connection.close();
			},
		};
	};
}
