import * as v from "valibot";
import { truncateText } from "../../text/cutText.ts";
import type { AcpError } from "../parse/parseAcpError.ts";
import { parseOrNull } from "../parse/parseOrNull.ts";
import { redactSecrets } from "./redactSecrets.ts";

const DETAIL_CHARACTERS = 2_000;

/** An agent's own words on what went wrong: without JSON-RPC's empty phrase, without wrapping, without credentials. */
export function acpErrorDetail({ messages }: AcpError): string {
	const sentences = messages
		.map((word) => unwrapJson(stripInternalError(word)).trim())
		.filter((sentence) => sentence !== "");
	return truncateText(redactSecrets([...new Set(sentences)].join("\n")), DETAIL_CHARACTERS);
}

function stripInternalError(word: string): string {
	return word.replace(/^Internal error(: |$)/i, "");
}

const wrappedSchema = v.pipe(v.string(), v.parseJson(), v.object({ error: v.object({ message: v.string() }) }));

// Some agents hand on the body of the model's answer.
function unwrapJson(word: string): string {
	return parseOrNull(wrappedSchema, word)?.error.message ?? word;
}
