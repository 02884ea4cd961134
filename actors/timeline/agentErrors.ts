import * as v from "valibot";
import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { truncateText } from "../../src/rules/truncateText.ts";
import { redactSecrets } from "../text/redactSecrets.ts";
import { type AcpError, parseAcpError, parseOrNull } from "./acpSchemas.ts";

const DETAIL_CHARACTERS = 2_000;

/** The agent's own error text, without JSON-RPC's generic phrase, JSON wrapping and credentials. */
function acpErrorDetail({ messages }: AcpError): string {
	const texts = messages.map(plainErrorText).filter((text) => text !== "");
	return truncateText(redactSecrets([...new Set(texts)].join("\n")), DETAIL_CHARACTERS);
}

/** What the sandbox-agent SDK puts before an agent's message, by the code of the error. */
const SDK_LABEL =
	/^(?:Parse error|Invalid request|Method not supported by agent|Invalid parameters|Internal agent error|Authentication required|Resource not found): /;

/** JSON-RPC's phrase, which adapters put before the text, some of them twice. */
const INTERNAL_ERROR = /^(?:Internal error(?:: |$))+/i;

/** The words of an error, without generic phrases and JSON around them. */
export function plainErrorText(message: string): string {
	return unwrapJson(message.replace(SDK_LABEL, "").replace(INTERNAL_ERROR, "")).trim();
}

const errorBody = v.object({ error: v.object({ message: v.string() }) });
const wrappedSchema = v.pipe(v.string(), v.parseJson(), errorBody);

/** Some agents pass on the body of the model's error response, after words of their own such as its status. */
function unwrapJson(message: string): string {
	const start = message.indexOf("{");
	if (start === -1) return message;
	const inner = parseOrNull(wrappedSchema, message.slice(start))?.error.message;
	return inner === undefined ? message : message.slice(0, start) + inner;
}

interface Cause {
	/** JSON-RPC codes of this cause. */
	readonly codes: readonly number[];
	/** Matches error texts of this cause. */
	readonly pattern: RegExp;
	/** Continues "The agent couldn’t finish: ". */
	readonly reason: string;
	readonly hint: string;
}

const CAUSES: readonly Cause[] = [
	{
		codes: [401, 403, -32000],
		pattern: /\b40[13]\b|unauthori[sz]ed|x-api-key|api.?key|not logged in|auth(entication)?.(required|error|failed)/i,
		reason: "it’s not signed in to its model, or its key is invalid.",
		hint: "Sign the agent in, or set a valid key in its sandbox, then retry.",
	},
	{
		codes: [429],
		pattern: /\b429\b|rate.?limit|too many requests|overloaded|quota|credit balance/i,
		reason: "its model is over its limit or overloaded.",
		hint: "Wait a moment, or check the account’s limits, then retry.",
	},
	{
		codes: [],
		pattern: /max_(output_)?tokens|output token maximum|context.(length|window)|prompt is too long/i,
		reason: "the answer or the context is longer than its model allows.",
		hint: "Ask it to continue, or for a smaller step.",
	},
	{
		codes: [],
		pattern: /stream disconnected|network|ECONN|socket|connection|timed? ?out/i,
		reason: "it lost the connection to its model.",
		hint: "Retry.",
	},
];

const UNKNOWN_CAUSE = {
	reason: "it returned an error.",
	hint: "Check the details, then retry.",
};

/**
 * An agent's error for people: what happened, what to do, and as detail the agent's own text, wherever in the error the
 * agent has put it. It also recognises `max_tokens` when an agent reports that as an error instead of a stop reason.
 *
 * @param error - What the prompt rejected with, or the `error` of a JSON-RPC response.
 * @example
 * errorInfoFromAcpError({ code: -32603, message: "Internal error", data: { message: "status 401" } }).hint;
 * // "Sign the agent in, or set a valid key in its sandbox, then retry."
 */
export function errorInfoFromAcpError(error: unknown): WorkspaceErrorInfo {
	const parsed = parseAcpError(error);
	const detail = acpErrorDetail(parsed);
	const isCause = ({ codes, pattern }: Cause) => codes.includes(parsed.code ?? 0) || pattern.test(detail);
	const { reason, hint } = CAUSES.find(isCause) ?? UNKNOWN_CAUSE;
	return { code: "agent_failed", message: `The agent couldn’t finish: ${reason}`, hint, detail: detail || undefined };
}
