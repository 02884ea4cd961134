import { parseProblem } from "../session/parseProblem.ts";
import { SessionError } from "../session/SessionError.ts";
import { sandboxRefused, sandboxUnreachable } from "../session/sessionFaults.ts";
import { delay } from "../session/wait.ts";
import type { Sandbox } from "./sandbox.ts";

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 2_000;
const REQUEST_TIMEOUT_MS = 5_000;
/** The server may just be starting; after this many failures it is started again. */
const FAILURES_BEFORE_RESTART = 3;

/**
 * Waits until the server in the sandbox answers, and starts it again where that can be done.
 *
 * @throws {SessionError} `sandbox_unreachable` after `ms`, or at once when the server refuses the token.
 */
export async function waitForHealth(sandbox: Sandbox, ms: number, signal: AbortSignal): Promise<void> {
	const deadline = performance.now() + ms;
	let detail = "no answer";
	for (let failures = 0; !signal.aborted && performance.now() < deadline; failures++) {
		if (failures > 0 && failures % FAILURES_BEFORE_RESTART === 0) await sandbox.ensureServer().catch(() => undefined);
		const problem = await checkHealth(sandbox, signal);
		if (problem === null) return;
		detail = problem;
		await delay(Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_RETRY_MS), signal);
	}
	throw new SessionError(sandboxUnreachable(detail));
}

/** Null when the server is well, else what is wrong. */
async function checkHealth(sandbox: Sandbox, signal: AbortSignal): Promise<string | null> {
	const headers = new Headers(sandbox.headers);
	if (sandbox.token !== undefined) headers.set("authorization", `Bearer ${sandbox.token}`);
	const limit = AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]);
	try {
		const response = await sandbox.fetch(`${sandbox.baseUrl.replace(/\/+$/, "")}/v1/health`, {
			headers,
			signal: limit,
		});
		const { status, detail } = parseProblem(response.status, await response.text());
		if (status === 401 || status === 403) throw new SessionError(sandboxRefused(detail));
		return response.ok ? null : detail;
	} catch (error) {
		if (error instanceof SessionError) throw error;
		return "no answer";
	}
}
