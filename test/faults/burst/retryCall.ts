import { setTimeout as delay } from "node:timers/promises";

const PATIENCE_MS = 5_000;
const ATTEMPTS = 24;

/** Retries until there is a response: a flooded engine also drops responses of actions, and Rivet's client waits for them. */
export async function retryCall<Answer extends object>(ask: () => Promise<Answer>): Promise<Answer> {
	for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
		const answer = await Promise.race([ask().catch(() => null), delay(PATIENCE_MS, null, { ref: false })]);
		if (answer) return answer;
	}
	throw new Error(`No answer came, though it was asked for ${ATTEMPTS} times.`);
}
