import * as v from "valibot";
import { orAbsent } from "./orAbsent.ts";
import { parseOrNull } from "./parseOrNull.ts";

/** A JSON-RPC error, as far as agents agree on it. */
export interface AcpError {
	readonly code: number | null;
	/** Everything that reads like words, most telling last. */
	readonly words: readonly string[];
}

const text = orAbsent(v.string());

const dataSchema = v.union([
	v.pipe(
		v.string(),
		v.transform((details) => ({ message: undefined, errorName: undefined, agentStderr: undefined, details })),
	),
	v.object({ message: text, details: text, errorName: text, agentStderr: text }),
]);

const errorSchema = v.object({ code: orAbsent(v.number()), message: text, data: orAbsent(dataSchema) });

/** An error as the SDK throws it or an answer carries it; of anything else its own words. */
export function parseAcpError(error: unknown): AcpError {
	const parsed = parseOrNull(errorSchema, error);
	if (parsed === null) return { code: null, words: [String(error)] };
	const { code, message, data } = parsed;
	const words = [message, data?.errorName, data?.message, data?.details, data?.agentStderr];
	return { code: code ?? null, words: words.filter((word) => word !== undefined) };
}
