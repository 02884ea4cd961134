import type { WorkspaceErrorInfo } from "../../../src/protocol/index.ts";
import { errorInfoFromProblem } from "../faultFromProblem.ts";
import { parseProblem } from "../parseProblem.ts";
import { sandboxUnreachable } from "../sessionFaults.ts";
import { isConnectionRefused } from "./isConnectionRefused.ts";

/** What became of one POST to the agent. */
export type PostOutcome =
	/** The agent has answered. The same answer comes over the event stream, in its place. */
	| { readonly kind: "answered"; readonly body: string }
	| { readonly kind: "accepted" }
	| { readonly kind: "refused"; readonly fault: WorkspaceErrorInfo }
	/** The request was cut off, by a proxy or a time limit on the way: the agent may well be working on it. */
	| { readonly kind: "unclear"; readonly afterMs: number };

/** Sends one message to the agent. Never throws. */
export async function postMessage(send: () => Promise<Response>, agent: string): Promise<PostOutcome> {
	const startedAt = performance.now();
	try {
		const response = await send();
		const body = await response.text();
		if (response.ok) return response.status === 200 && body !== "" ? { kind: "answered", body } : { kind: "accepted" };
		return problemOutcome(response.status, body, agent, performance.now() - startedAt);
	} catch (error) {
		if (isConnectionRefused(error)) return { kind: "refused", fault: sandboxUnreachable() };
		return { kind: "unclear", afterMs: performance.now() - startedAt };
	}
}

function problemOutcome(status: number, body: string, agent: string, afterMs: number): PostOutcome {
	const problem = parseProblem(status, body);
	// The server has passed it on, and waits no longer for an answer beside the stream.
	if (problem.type === "timeout") return { kind: "accepted" };
	if (problem.type === "" && status >= 500) return { kind: "unclear", afterMs };
	return { kind: "refused", fault: errorInfoFromProblem(problem, agent) };
}
