import type { ConnectWorkspace, WorkspaceConnection } from "../core/connection/workspaceConnection.ts";
import { actionTimeoutError } from "../core/errors/connectionErrors.ts";
import { type Clock, systemClock } from "../core/platform/timing.ts";
import type { ActionName } from "../protocol/index.ts";

/** What happens to one broadcast on its way. */
export type BroadcastCondition = "deliver" | "drop" | "duplicate" | { readonly delayMs: number };

/** What happens to one call of an action: its request or its response is lost unnoticed, or the response is late. */
export type CallCondition = "deliver" | "lose_request" | "lose_response" | { readonly delayMs: number };

/** What a bad network does to the broadcasts and calls of a connection. */
export interface NetworkConditions {
	/** Called for each broadcast. Default: all are delivered. */
	readonly broadcast?: ((kind: "patches" | "head" | "presence") => BroadcastCondition) | undefined;
	/** Called for each call of an action. Default: all are delivered. */
	readonly call?: ((action: ActionName) => CallCondition) | undefined;
	/** Runs the delays. Default: the system's clock. */
	readonly clock?: Clock | undefined;
}

/**
 * A connection over a bad network, for tests: broadcasts and calls are lost, doubled or late.
 *
 * @example
 * const connect = simulateNetwork(workspace.connect({ userId: "ada", name: "Ada" }), {
 * 	broadcast: () => (Math.random() < 0.2 ? "drop" : "deliver"),
 * });
 */
export function simulateNetwork(connect: ConnectWorkspace, conditions: NetworkConditions): ConnectWorkspace {
	const { broadcast = () => "deliver", call = () => "deliver", clock = systemClock } = conditions;
	const wait = (ms: number) => new Promise<void>((resume) => void clock.setTimer(resume, ms));

	return (listener) => {
		let isOpen = true;
		const connection = connect({
			...listener,
			onPatches: (batch) => deliver(broadcast("patches"), listener.onPatches, batch),
			onHead: (head) => deliver(broadcast("head"), listener.onHead, head),
			onPresence: (change) => deliver(broadcast("presence"), (value) => listener.onPresence?.(value), change),
		});

		function deliver(condition: BroadcastCondition, receive: (value: unknown) => void, value: unknown): void {
			if (condition === "drop") return;
			if (typeof condition === "object") {
				clock.setTimer(() => isOpen && receive(value), condition.delayMs);
				return;
			}
			receive(value);
			if (condition === "duplicate") receive(structuredClone(value));
		}

		const callOver: WorkspaceConnection["call"] = (action, request, options) => {
			const timeOut = () => wait(options.timeoutMs).then(() => Promise.reject(actionTimeoutError()));
			const condition = call(action);
			if (condition === "lose_request") return timeOut();
			const response = connection.call(action, request, options);
			if (condition === "lose_response") return response.then(timeOut);
			return condition === "deliver" ? response : response.finally(() => wait(condition.delayMs));
		};

		return {
			call: callOver,
			close() {
				isOpen = false;
				connection.close();
			},
		};
	};
}
