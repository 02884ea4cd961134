import * as v from "valibot";

/** What Rivet tells of an error. */
export interface RivetErrorInfo {
	readonly group: string;
	readonly code: string;
	readonly message: string;
	/** The names of what else it says. Their values may hold what people said. */
	readonly metadata: readonly string[];
}

/** What Rivet's native half puts before an error that it hands over as JSON, in the message of a plain one. */
const RIVET_ERROR_PREFIX = "__RIVET_ERROR_JSON__:";

const errorSchema = v.object({
	group: v.string(),
	code: v.string(),
	message: v.string(),
	metadata: v.optional(v.unknown()),
});

/** Null for an error that is not Rivet's. */
export function parseRivetError(thrown: unknown): RivetErrorInfo | null {
	const parsed = v.safeParse(errorSchema, unpack(thrown));
	if (!parsed.success) return null;
	const { metadata, ...parts } = parsed.output;
	return { ...parts, metadata: typeof metadata === "object" && metadata !== null ? Object.keys(metadata) : [] };
}

function unpack(thrown: unknown): unknown {
	const text = thrown instanceof Error ? thrown.message : thrown;
	if (typeof text !== "string" || !text.includes(RIVET_ERROR_PREFIX)) return thrown instanceof Error ? thrown : null;
	try {
		return JSON.parse(text.slice(text.indexOf(RIVET_ERROR_PREFIX) + RIVET_ERROR_PREFIX.length));
	} catch {
		return null;
	}
}
