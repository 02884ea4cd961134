import { SessionError, sandboxFailed, sandboxRefused, sandboxUnreachable } from "../errors/sessionErrors.ts";
import type { SessionLimits } from "../limits/sessionLimits.ts";
import { retry } from "../timing/retry.ts";
import { withTimeout } from "../timing/timeouts.ts";
import { parseProblem } from "./problem.ts";
import { openProviderSandbox, type PendingSandbox, type SandboxRequest } from "./provider.ts";
import {
	type Environment,
	isSandboxAddress,
	resolveSandboxSource,
	type Sandbox,
	type SandboxAddress,
	type SandboxOption,
	withEnvironment,
} from "./sandbox.ts";
import { fetchSandboxApi, runCommand, withRequestTimeout } from "./sandboxApi.ts";

/** A server that runs already: nothing to create, and nothing to remove. */
function openSandboxAddress(address: SandboxAddress, { sandboxId: lastId, cwd }: SandboxRequest): PendingSandbox {
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
		cwd: cwd ?? null,
		agentSlots: {},
		ensureServer: async () => undefined,
		discard: async () => undefined,
	};
}

const HEALTH_RETRY_LIMITS = { retryBaseMs: 100, retryMaxMs: 2_000 };
const REQUEST_TIMEOUT_MS = 5_000;
/** The server may just be starting; after this many failures it is started again. */
const FAILURES_BEFORE_RESTART = 3;

/** The server does not accept the workspace's token, and will not at the next attempt either. */
class TokenRefusedError extends SessionError {
	constructor(detail: string) {
		super(sandboxRefused(detail));
	}
}

/**
 * Waits until the server in the sandbox answers, and starts it again where that is possible.
 *
 * @throws {SessionError} `sandbox_unreachable` after `ms`, or at once when the server refuses the token.
 */
function waitForHealth(sandbox: PendingSandbox, ms: number, signal: AbortSignal): Promise<void> {
	const attempt = async (failures: number) => {
		if (failures > 0 && failures % FAILURES_BEFORE_RESTART === 0) await sandbox.ensureServer().catch(() => undefined);
		await checkHealth(sandbox, signal);
	};
	return retry(attempt, {
		limits: HEALTH_RETRY_LIMITS,
		signal: AbortSignal.any([signal, AbortSignal.timeout(ms)]),
		shouldRetry: (error) => !(error instanceof TokenRefusedError),
	});
}

/** @throws {SessionError} `sandbox_unreachable` unless the server is healthy. */
async function checkHealth(sandbox: PendingSandbox, signal: AbortSignal): Promise<void> {
	const limit = AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]);
	const { isHealthy, status, detail } = await fetchHealth(sandbox, limit).catch(() => NO_ANSWER);
	if (status === 401 || status === 403) throw new TokenRefusedError(detail);
	if (!isHealthy) throw new SessionError(sandboxUnreachable(detail));
}

const NO_ANSWER = { isHealthy: false, status: null, detail: "no answer" };

async function fetchHealth(sandbox: PendingSandbox, signal: AbortSignal) {
	const response = await fetchSandboxApi(sandbox, { path: "health", signal });
	const { status, detail } = parseProblem(response.status, await response.text());
	return { isHealthy: response.ok, status, detail };
}

export interface OpenSandboxOptions extends SandboxRequest {
	readonly workspaceId: string;
	readonly sandbox: SandboxOption;
	/** Environment variables for its agents, beside its own. Default: none. */
	readonly env?: Environment | undefined;
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
		return { ...sandbox, cwd: sandbox.cwd ?? (await readServerFolder(sandbox)) };
	} catch (error) {
		void sandbox.discard();
		throw toSandboxError(error);
	}
}

/** The folder in which the server runs. It is asked, because ours is a folder of this machine and maybe our own project. */
async function readServerFolder(sandbox: PendingSandbox): Promise<string> {
	const command = { command: "pwd", args: ["-P"], timeoutMs: REQUEST_TIMEOUT_MS };
	const ran = await withRequestTimeout("Asking for the sandbox's folder", REQUEST_TIMEOUT_MS, (signal) =>
		runCommand(sandbox, { ...command, signal }),
	);
	const folder = ran.stdout.replace(/\n$/, "");
	if (folder.startsWith("/")) return folder;
	throw new SessionError({
		...sandboxFailed(),
		hint: "The sandbox does not say where it is: give createWorkspace `cwd`.",
	});
}

async function openSource(options: OpenSandboxOptions): Promise<PendingSandbox> {
	const source = withEnvironment(await resolveSandboxSource(options.sandbox, options.workspaceId), options.env ?? {});
	return isSandboxAddress(source) ? openSandboxAddress(source, options) : openProviderSandbox(source, options);
}

function toSandboxError(error: unknown): SessionError {
	if (error instanceof SessionError) return error;
	// A provider's own message may quote keys and addresses: it goes to the log, and not to people.
	return new SessionError(sandboxFailed(), { cause: error });
}
