import { SessionError, sandboxFailed, sandboxRefused, sandboxUnreachable } from "../errors/sessionErrors.ts";
import type { SessionLimits } from "../limits/sessionLimits.ts";
import { Backoff } from "../timing/Backoff.ts";
import { withTimeout } from "../timing/timeouts.ts";
import { parseProblem } from "./problem.ts";
import { openProviderSandbox, type SandboxRequest } from "./provider.ts";
import {
	isSandboxAddress,
	resolveSandboxSource,
	type Sandbox,
	type SandboxAddress,
	type SandboxOption,
} from "./sandbox.ts";
import { fetchSandboxApi } from "./sandboxApi.ts";

/** A server that runs already: nothing to create, and nothing to remove. */
function openSandboxAddress(address: SandboxAddress, { sandboxId: lastId, cwd }: SandboxRequest): Sandbox {
	const { baseUrl, token, headers, sandboxId } = address;
	// An address under another name is another sandbox.
	const isNew = sandboxId !== undefined && sandboxId !== lastId;
	return {
		sandboxId: sandboxId ?? null,
		isNew,
		isReplacement: isNew && lastId !== null,
		baseUrl,
		fetch,
		token,
		headers: headers ?? {},
		cwd: cwd ?? process.cwd(),
		ensureServer: async () => undefined,
		discard: async () => undefined,
	};
}

const HEALTH_RETRY_LIMITS = { retryBaseMs: 100, retryMaxMs: 2_000 };
const REQUEST_TIMEOUT_MS = 5_000;
/** The server may just be starting; after this many failures it is started again. */
const FAILURES_BEFORE_RESTART = 3;

/**
 * Waits until the server in the sandbox answers, and starts it again where that is possible.
 *
 * @throws {SessionError} `sandbox_unreachable` after `ms`, or at once when the server refuses the token.
 */
async function waitForHealth(sandbox: Sandbox, ms: number, signal: AbortSignal): Promise<void> {
	const deadline = performance.now() + ms;
	let detail = "no answer";
	const backoff = new Backoff(HEALTH_RETRY_LIMITS);
	while (!signal.aborted && performance.now() < deadline) {
		const { failures } = backoff;
		if (failures > 0 && failures % FAILURES_BEFORE_RESTART === 0) await sandbox.ensureServer().catch(() => undefined);
		const problem = await checkHealth(sandbox, signal);
		if (problem === null) return;
		detail = problem;
		await backoff.wait(signal);
	}
	throw new SessionError(sandboxUnreachable(detail));
}

/** Null when the server is healthy, else what is wrong. */
async function checkHealth(sandbox: Sandbox, signal: AbortSignal): Promise<string | null> {
	const limit = AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]);
	try {
		const response = await fetchSandboxApi(sandbox, { path: "health", signal: limit });
		const { status, detail } = parseProblem(response.status, await response.text());
		if (status === 401 || status === 403) throw new SessionError(sandboxRefused(detail));
		return response.ok ? null : detail;
	} catch (error) {
		if (error instanceof SessionError) throw error;
		return "no answer";
	}
}

export interface OpenSandboxOptions extends SandboxRequest {
	readonly workspaceId: string;
	readonly sandbox: SandboxOption;
	readonly limits: SessionLimits;
	/** Ends the opening. */
	readonly signal: AbortSignal;
}

/**
 * Reconnects to the sandbox of a workspace or creates one, and waits until it answers. One that was created here and
 * does not answer is removed again, also when it arrives after the caller has given up.
 *
 * @throws {SessionError} `sandbox_failed`, `sandbox_unreachable`, `timeout`, or `closed` when the signal is aborted.
 */
export async function openSandbox(options: OpenSandboxOptions): Promise<Sandbox> {
	const { limits, signal } = options;
	const opening = openSource(options);
	const limit = { what: "Getting a sandbox", ms: limits.provisionTimeoutMs, signal };
	const sandbox = await withTimeout(opening, limit).catch((error: unknown) => {
		void opening.then((late) => late.discard()).catch(() => undefined);
		throw toSandboxError(error);
	});
	try {
		await withTimeout(waitForHealth(sandbox, limits.healthTimeoutMs, signal), {
			...limit,
			ms: limits.healthTimeoutMs * 2,
		});
		return sandbox;
	} catch (error) {
		void sandbox.discard();
		throw toSandboxError(error);
	}
}

async function openSource(options: OpenSandboxOptions): Promise<Sandbox> {
	const source = await resolveSandboxSource(options.sandbox, options.workspaceId);
	return isSandboxAddress(source) ? openSandboxAddress(source, options) : openProviderSandbox(source, options);
}

function toSandboxError(error: unknown): SessionError {
	if (error instanceof SessionError) return error;
	// A provider's own message may quote keys and addresses: it goes to the log, and not to people.
	return new SessionError(sandboxFailed(), { cause: error });
}
