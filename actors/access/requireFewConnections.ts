import { refusal } from "../errors/refusal.ts";

/**
 * @param open - How many connections this person has already.
 * @throws `rate_limited` when there may be no more of them.
 */
export function requireFewConnections(open: number, limit: number): void {
	if (limit === 0 || open < limit) return;
	throw refusal({
		code: "rate_limited",
		message: `You have this workspace open ${limit} times already, so it was not opened once more.`,
		hint: "Close some of its windows. Then this one opens by itself.",
	});
}
