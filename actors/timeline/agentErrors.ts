import * as v from "valibot";
import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { truncateText } from "../../src/rules/truncateText.ts";
import { redactSecrets } from "../text/redactSecrets.ts";
import { type AcpError, parseAcpError, parseOrNull } from "./acpSchemas.ts";

const DETAIL_CHARACTERS = 2_000;

/** The agent's own error text, without JSON-RPC's generic phrase, JSON wrapping and credentials. */
function acpErrorDetail({ messages }: AcpError): string {
	const texts = messages.map((message) => unwrapJson(stripInternalError(message)).trim()).filter((text) => text !== "");
	return truncateText(redactSecrets([...new Set(texts)].join("\n")), DETAIL_CHARACTERS);
}

function stripInternalError(message: string): string {
	return message.replace(/^Internal error(: |$)/i, "");
}

const wrappedSchema = v.pipe(v.string(), v.parseJson(), v.object({ error: v.object({ message: v.string() }) }));

// Some agents pass on the body of the model's error response.
function unwrapJson(message: string): string {
	return parseOrNull(wrappedSchema, message)?.error.message ?? message;
}

interface Cause {
	/** JSON-RPC codes of this cause. */
	readonly codes: readonly number[];
	/** Matches error texts of this cause. */
	readonly pattern: RegExp;
	/** Continues "The agent could not finish: ". */
	readonly reason: string;
	readonly hint: string;
}

const CAUSES: readonly Cause[] = [
	{
		codes: [401, 403, -32000],
		pattern: /\b40[13]\b|unauthori[sz]ed|x-api-key|api.?key|not logged in|auth(entication)?.(required|error|failed)/i,
		reason: "it is not signed in to its model, or its key is not valid.",
		hint: "Sign the agent in or give it a valid key in its sandbox, then run the prompt again.",
	},
	{
		codes: [429],
		pattern: /\b429\b|rate.?limit|too many requests|overloaded|quota|credit balance/i,
		reason: "its model takes no more requests for now.",
		hint: "Wait a little or look at the account's limits, then run the prompt again.",
	},
	{
		codes: [],
		pattern: /max_(output_)?tokens|output token maximum|context.(length|window)|prompt is too long/i,
		reason: "the answer or the context grew longer than its model allows.",
		hint: "Ask it to go on, or for a smaller step.",
	},
	{
		codes: [],
		pattern: /stream disconnected|network|ECONN|socket|connection|timed? ?out/i,
		reason: "it lost the connection to its model.",
		hint: "Run the prompt again.",
	},
];

const UNKNOWN_CAUSE = {
	reason: "it ended the turn with an error.",
	hint: "Read the agent's own words, then run the prompt again.",
};

/**
 * An agent's error for people: what happened, what to do, and as detail the agent's own text, wherever in the error the
 * agent has put it. It also recognises `max_tokens` when an agent reports that as an error instead of a stop reason.
 *
 * @param error - What the prompt rejected with, or the `error` of a JSON-RPC response.
 * @example
 * errorInfoFromAcpError({ code: -32603, message: "Internal error", data: { message: "status 401" } }).hint;
 * // "Sign the agent in or give it a valid key in its sandbox, then run the prompt again."
 */
export function errorInfoFromAcpError(error: unknown): WorkspaceErrorInfo {
	const parsed = parseAcpError(error);
	const detail = acpErrorDetail(parsed);
	const isCause = ({ codes, pattern }: Cause) => codes.includes(parsed.code ?? 0) || pattern.test(detail);
	const { reason, hint } = CAUSES.find(isCause) ?? UNKNOWN_CAUSE;
	return { code: "agent_failed", message: `The agent could not finish: ${reason}`, hint, detail: detail || undefined };
}
