import * as v from "valibot";
import { truncateText } from "../../src/rules/truncateText.ts";
import { redactSecrets } from "../text/redactSecrets.ts";

/** A Rivet error as it is logged. */
interface RivetErrorInfo {
	readonly group: string;
	readonly code: string;
	readonly message: string;
	/** Only the names: the values may contain what people wrote. */
	readonly metadata: readonly string[];
}

/** Rivet's native part passes errors as JSON after this prefix, in the message of a plain error. */
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
 * Removes from facts what must not be logged: errors quote their input, so everything in quotation marks is replaced,
 * and so is what looks like a credential.
 */
export function redactFacts(facts: Facts): Facts {
	return Object.fromEntries(Object.entries(facts).flatMap(([name, value]) => redactFact(name, value)));
}

/** The group, code and metadata names of a Rivet error become facts of their own. */
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
