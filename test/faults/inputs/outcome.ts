/** The outcome of a call: a response, the code of a refusal, or `silent` if there was none. */
export interface Outcome {
	readonly code: string;
	/** The workspace's codes, and Rivet's own code for what it does not pass on. */
	readonly isKnown: boolean;
	/** The response, as JSON. */
	readonly words: string;
}

const ANSWER_LIMIT_MS = 65_000;

/** The outcome, or `silent` if there is none within a little more than Rivet's action timeout. */
export async function orSilent(outcome: Promise<Outcome>): Promise<Outcome> {
	const { promise: silence, resolve } = Promise.withResolvers<Outcome>();
	const timer = setTimeout(() => resolve({ code: "silent", isKnown: false, words: "" }), ANSWER_LIMIT_MS);
	return Promise.race([outcome, silence]).finally(() => clearTimeout(timer));
}
