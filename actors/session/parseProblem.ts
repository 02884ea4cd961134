import * as v from "valibot";
import { truncateText } from "../text/cutText.ts";

/** What an HTTP answer that is not OK says, as far as it can be read. */
export interface Problem {
	readonly status: number;
	/** The last part of the sandbox-agent server's `urn:sandbox-agent:error:…`; empty when someone else answered. */
	readonly type: string;
	readonly detail: string;
}

const TYPE_PREFIX = "urn:sandbox-agent:error:";
const DETAIL_CHARACTERS = 500;

const problemSchema = v.object({
	type: v.pipe(v.string(), v.startsWith(TYPE_PREFIX)),
	detail: v.optional(v.string(), ""),
	details: v.optional(v.looseObject({ stderr: v.optional(v.string()) })),
});

/** Reads the problem document (RFC 9457) in the body of a failed request. */
export function parseProblem(status: number, body: string): Problem {
	const parsed = v.safeParse(problemSchema, parseJson(body));
	if (!parsed.success) return { status, type: "", detail: `HTTP status ${status}` };
	const { type, detail, details } = parsed.output;
	const words = details?.stderr === undefined ? detail : `${detail}: ${details.stderr}`;
	return { status, type: type.slice(TYPE_PREFIX.length), detail: truncateText(words, DETAIL_CHARACTERS) };
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
