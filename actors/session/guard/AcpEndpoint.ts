import type { WorkspaceErrorInfo } from "../../../src/protocol/index.ts";
import { isConnectionRefused } from "../../errors/connectionRefused.ts";
import { sandboxUnreachable } from "../../errors/sessionErrors.ts";
import { errorInfoFromProblem, isRefusedBeforeAgent, parseProblem } from "../../sandbox/problem.ts";

/** The outcome of one POST to the agent. */
export type PostOutcome =
	/** The agent has answered. The same response also comes over the event stream, in its place. */
	| { readonly kind: "answered"; readonly body: string }
	| { readonly kind: "accepted" }
	| { readonly kind: "refused"; readonly error: WorkspaceErrorInfo }
	/** The agent has certainly not received it, and this connection to it is of no use any more. */
	| { readonly kind: "undelivered"; readonly error: WorkspaceErrorInfo }
	/** A proxy or a timeout on the way ended the request: the agent may have received it. */
	| { readonly kind: "unclear"; readonly afterMs: number };

function toOutcome(status: number, body: string, agent: string, afterMs: number): PostOutcome {
	if (status >= 200 && status < 300) {
		return status === 200 && body !== "" ? { kind: "answered", body } : { kind: "accepted" };
	}
	const problem = parseProblem(status, body);
	// The server has passed the message on, and no longer waits for the response.
	if (problem.type === "timeout") return { kind: "accepted" };
	if (problem.type === "" && status >= 500) return { kind: "unclear", afterMs };
	const kind = isRefusedBeforeAgent(problem) ? "undelivered" : "refused";
	return { kind, error: errorInfoFromProblem(problem, agent) };
}

const DELETE_TIMEOUT_MS = 2_000;

/** One agent on the sandbox-agent server: a URL that takes messages and streams events. */
export class AcpEndpoint {
	readonly #fetch: typeof fetch;
	readonly #agent: string;
	readonly #url: URL;
	readonly #headers: Headers;

	constructor(options: { fetch: typeof fetch; agent: string; url: URL; headers: HeadersInit | undefined }) {
		this.#fetch = options.fetch;
		this.#agent = options.agent;
		this.#url = options.url;
		this.#headers = new Headers(options.headers);
	}

	/** The id under which the server runs the agent. */
	get serverId(): string {
		return decodeURIComponent(this.#url.pathname.split("/").at(-1) ?? "");
	}

	/** Another agent of the same server. */
	withServerId(serverId: string): AcpEndpoint {
		const url = new URL(encodeURIComponent(serverId), this.#url);
		return new AcpEndpoint({ fetch: this.#fetch, agent: this.#agent, url, headers: this.#headers });
	}

	/**
	 * Sends one message to the agent. Never rejects.
	 *
	 * @param query - With the first message, it names the agent to start.
	 * @param extra - More headers.
	 */
	async post(body: string, signal: AbortSignal, query = "", extra: Record<string, string> = {}): Promise<PostOutcome> {
		const startedAt = performance.now();
		const elapsedMs = () => performance.now() - startedAt;
		try {
			const headers = this.#headersWith({ "content-type": "application/json", ...extra });
			const response = await this.#fetch(new URL(query, this.#url), { method: "POST", headers, body, signal });
			return toOutcome(response.status, await response.text(), this.#agent, elapsedMs());
		} catch (error) {
			if (isConnectionRefused(error)) return { kind: "undelivered", error: sandboxUnreachable() };
			return { kind: "unclear", afterMs: elapsedMs() };
		}
	}

	openStream(extra: Record<string, string>, signal: AbortSignal): Promise<Response> {
		const headers = this.#headersWith({ accept: "text/event-stream", ...extra });
		return this.#fetch(this.#url, { method: "GET", headers, signal });
	}

	/** Has the server end the agent. Nobody waits for it: it may take seconds, and nothing depends on it. */
	release(): void {
		const signal = AbortSignal.timeout(DELETE_TIMEOUT_MS);
		void this.#fetch(this.#url, { method: "DELETE", headers: this.#headersWith({}), signal }).catch(() => undefined);
	}

	#headersWith(extra: Record<string, string>): Headers {
		const headers = new Headers(this.#headers);
		headers.delete("content-type");
		for (const [name, value] of Object.entries(extra)) headers.set(name, value);
		return headers;
	}
}
