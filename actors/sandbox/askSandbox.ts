import { parseProblem } from "../session/parseProblem.ts";
import { SessionError } from "../session/SessionError.ts";
import { sandboxRefused, sandboxUnreachable } from "../session/sessionFaults.ts";
import { SandboxApiError } from "./SandboxRefusal.ts";
import type { Sandbox } from "./sandbox.ts";

export interface SandboxApiRequest {
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
 * @throws {SandboxApiError} When the server says no.
 * @throws {SessionError} `sandbox_unreachable`
 */
export async function callSandboxApi(sandbox: Sandbox, request: SandboxApiRequest): Promise<Response> {
	const response = await sendRequest(sandbox, request).catch((error: unknown) => {
		throw new SessionError(sandboxUnreachable("no answer"), { cause: error });
	});
	if (response.ok) return response;
	const problem = parseProblem(response.status, await response.text());
	if (problem.status === 401 || problem.status === 403) throw new SessionError(sandboxRefused(problem.detail));
	throw new SandboxApiError(problem);
}

function sendRequest({ fetch, baseUrl, token, headers: own }: Sandbox, request: SandboxApiRequest): Promise<Response> {
	const { path, query = {}, body, signal } = request;
	const headers = new Headers(own);
	if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
	if (body) headers.set("content-type", "application/json");
	const url = `${baseUrl.replace(/\/+$/, "")}/v1/${path}?${new URLSearchParams(query)}`;
	return fetch(url, body ? { method: "POST", body: JSON.stringify(body), headers, signal } : { headers, signal });
}
