import * as v from "valibot";
import { redactSecrets } from "../text/redactSecrets.ts";
import { truncateText } from "../text/truncateText.ts";

/** What Rivet tells of an error. */
interface RivetErrorInfo {
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
function parseRivetError(thrown: unknown): RivetErrorInfo | null {
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

type Facts = Readonly<Record<string, unknown>>;

const TEXT_CHARACTERS = 500;

/**
 * What may stand in the log of facts that may hold anything: errors quote what they were given, so what stands in
 * quotation marks is left out, and so is what looks like a credential.
 */
export function redactFacts(facts: Facts): Facts {
	return Object.fromEntries(Object.entries(facts).flatMap(([name, value]) => redactFact(name, value)));
}

/** What Rivet says of an error beside its sentence stands in facts of its own, of its metadata the names alone. */
function redactFact(name: string, value: unknown): [string, unknown][] {
	const error = parseRivetError(value);
	if (!error) return [[name, redact(value)]];
	return [
		[name, redact(`RivetError: ${error.message}`)],
		[`${name}Group`, redact(error.group)],
		[`${name}Code`, redact(error.code)],
		[`${name}Metadata`, redact(error.metadata.join(" "))],
	];
}

function redact(value: unknown): unknown {
	if (typeof value === "string")
		return truncateText(redactSecrets(value.replace(/"[^"]*("|$)/g, '"…"')), TEXT_CHARACTERS);
	if (value instanceof Error) return redact(String(value));
	const isPlain = typeof value !== "object" || value === null;
	return isPlain ? value : redact(JSON.stringify(value));
}
