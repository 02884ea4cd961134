import { parseProblem } from "../session/parseProblem.ts";
import { SessionError } from "../session/SessionError.ts";
import { sandboxRefused, sandboxUnreachable } from "../session/sessionFaults.ts";
import { SandboxRefusal } from "./SandboxRefusal.ts";
import type { Sandbox } from "./sandbox.ts";

export interface SandboxRequest {
	/** Behind `/v1/`. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string>> | undefined;
	/** Goes as JSON in a POST; without it the request is a GET. */
	readonly body?: object | undefined;
	readonly signal: AbortSignal;
}

/**
 * Asks the sandbox-agent server one thing.
 *
 * @returns An answer that is OK.
 * @throws {SandboxRefusal} When the server says no.
 * @throws {SessionError} `sandbox_unreachable`
 */
export async function askSandbox(sandbox: Sandbox, request: SandboxRequest): Promise<Response> {
	const response = await send(sandbox, request).catch((error: unknown) => {
		throw new SessionError(sandboxUnreachable("no answer"), { cause: error });
	});
	if (response.ok) return response;
	const problem = parseProblem(response.status, await response.text());
	if (problem.status === 401 || problem.status === 403) throw new SessionError(sandboxRefused(problem.detail));
	throw new SandboxRefusal(problem);
}

function send({ fetch, baseUrl, token, headers: own }: Sandbox, request: SandboxRequest): Promise<Response> {
	const { path, query = {}, body, signal } = request;
	const headers = new Headers(own);
	if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
	if (body) headers.set("content-type", "application/json");
	const url = `${baseUrl.replace(/\/+$/, "")}/v1/${path}?${new URLSearchParams(query)}`;
	return fetch(url, body ? { method: "POST", body: JSON.stringify(body), headers, signal } : { headers, signal });
}
