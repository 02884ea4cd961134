import { truncateText } from "../text/cutText.ts";
import { redactSecrets } from "../timeline/faults/redactSecrets.ts";
import { parseRivetError } from "./readRivetError.ts";

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
