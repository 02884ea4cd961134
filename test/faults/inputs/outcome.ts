/** What came of a call: an answer, the code of a refusal, or `silent` when nothing did. */
export interface Outcome {
	readonly code: string;
	/** The codes of the workspace, and Rivet's own for what it does not let through. */
	readonly isKnown: boolean;
	/** What was said, as JSON. */
	readonly words: string;
}

const ANSWER_LIMIT_MS = 65_000;

/** The outcome, or `silent` when there is none within a little more than Rivet gives an action. */
export async function orSilent(outcome: Promise<Outcome>): Promise<Outcome> {
	const { promise: silence, resolve } = Promise.withResolvers<Outcome>();
	const timer = setTimeout(() => resolve({ code: "silent", isKnown: false, words: "" }), ANSWER_LIMIT_MS);
	return Promise.race([outcome, silence]).finally(() => clearTimeout(timer));
}
