import * as v from "valibot";
import { lenientOptional } from "./orAbsent.ts";
import { parseOrNull } from "./parseOrNull.ts";

/** A JSON-RPC error, as far as agents agree on it. */
export interface AcpError {
	readonly code: number | null;
	/** Everything that reads like words, most telling last. */
	readonly messages: readonly string[];
}

const errorText = lenientOptional(v.string());

const errorDataSchema = v.union([
	v.pipe(
		v.string(),
		v.transform((details) => ({ message: undefined, errorName: undefined, agentStderr: undefined, details })),
	),
	v.object({ message: errorText, details: errorText, errorName: errorText, agentStderr: errorText }),
]);

const acpErrorSchema = v.object({
	code: lenientOptional(v.number()),
	message: errorText,
	data: lenientOptional(errorDataSchema),
});

/** An error as the SDK throws it or an answer carries it; of anything else its own words. */
export function parseAcpError(error: unknown): AcpError {
	const parsed = parseOrNull(acpErrorSchema, error);
	if (parsed === null) return { code: null, messages: [String(error)] };
	const { code, message, data } = parsed;
	const words = [message, data?.errorName, data?.message, data?.details, data?.agentStderr];
	return { code: code ?? null, messages: words.filter((word) => word !== undefined) };
}
