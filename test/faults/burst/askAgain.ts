import { setTimeout as delay } from "node:timers/promises";

const PATIENCE_MS = 5_000;
const ATTEMPTS = 24;

/** Asks until there is an answer: an engine that is flooded loses those of actions too, and Rivet's client waits on. */
export async function askAgain<Answer extends object>(ask: () => Promise<Answer>): Promise<Answer> {
	for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
		const answer = await Promise.race([ask().catch(() => null), delay(PATIENCE_MS, null, { ref: false })]);
		if (answer) return answer;
	}
	throw new Error(`No answer came, though it was asked for ${ATTEMPTS} times.`);
}
