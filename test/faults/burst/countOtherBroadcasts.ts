import { setTimeout as delay } from "node:timers/promises";
import { retryCall } from "./retryCall.ts";
import type { BurstStage } from "./startBurstStage.ts";

const LISTENERS = 10;

/** A flooded engine may never confirm that a connection was closed. */
const CLOSED_WITHIN_MS = 10_000;

/** Listeners to the other broadcasts of the workspace. */
export interface NoiseListeners {
	readonly listeners: number;
	/** How many broadcasts all of them received together. */
	received(): number;
	/** When the last one arrived, in milliseconds since 1970; 0 before the first. */
	lastAt(): number;
	stop(): Promise<void>;
}

/** Rivet sends an event only to clients that listen to it. */
export async function countOtherBroadcasts({ client }: BurstStage, workspaceId: string): Promise<NoiseListeners> {
	const handle = client.workspace.getOrCreate([workspaceId], { params: { userId: "ben", name: "Ben" } });
	const listeners = Array.from({ length: LISTENERS }, () => handle.connect());
	let received = 0;
	let lastAt = 0;
	for (const listener of listeners) {
		listener.onError(() => undefined);
		listener.on("session.event", () => {
			received += 1;
			lastAt = Date.now();
		});
	}
	await Promise.all(listeners.map((listener) => retryCall(() => listener.getSessionInfo())));
	return {
		listeners: LISTENERS,
		received: () => received,
		lastAt: () => lastAt,
		async stop() {
			const closed = Promise.all(listeners.map((listener) => listener.dispose()));
			await Promise.race([closed, delay(CLOSED_WITHIN_MS, null, { ref: false })]);
		},
	};
}
