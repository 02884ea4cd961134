import type { BurstStage } from "./startBurstStage.ts";

const LISTENERS = 10;

/** Those who listen to what else the workspace says. */
export interface NoiseListeners {
	readonly listeners: number;
	/** How much of it came, to all of them together. */
	heard(): number;
	/** When the last of it came, in milliseconds since 1970; 0 before any came. */
	lastAt(): number;
	stop(): Promise<void>;
}

/** Rivet sends an event only to those who listen to it. */
export async function listenToNoise({ client }: BurstStage, workspaceId: string): Promise<NoiseListeners> {
	const handle = client.workspace.getOrCreate([workspaceId], { params: { userId: "ben", name: "Ben" } });
	const listeners = Array.from({ length: LISTENERS }, () => handle.connect());
	let heard = 0;
	let lastAt = 0;
	for (const listener of listeners) {
		listener.onError(() => undefined);
		listener.on("session.event", () => {
			heard += 1;
			lastAt = Date.now();
		});
	}
	await Promise.all(listeners.map((listener) => listener.getSessionInfo()));
	return {
		listeners: LISTENERS,
		heard: () => heard,
		lastAt: () => lastAt,
		stop: async () => void (await Promise.all(listeners.map((listener) => listener.dispose()))),
	};
}
