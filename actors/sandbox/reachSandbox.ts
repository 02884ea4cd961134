import { SessionError } from "../session/SessionError.ts";
import { sandboxFailed } from "../session/sessionFaults.ts";
import type { SessionLimits } from "../session/sessionLimits.ts";
import { withLimit } from "../session/withLimit.ts";
import { openAddress } from "./openAddress.ts";
import { openProvider } from "./openProvider.ts";
import { resolveSource } from "./resolveSource.ts";
import type { Sandbox } from "./sandbox.ts";
import { isSandboxAddress, type SandboxOption } from "./sandboxOption.ts";
import { waitForHealth } from "./waitForHealth.ts";

export interface ReachSandboxOptions {
	readonly workspaceId: string;
	readonly sandbox: SandboxOption;
	/** The last known one. */
	readonly sandboxId: string | null;
	readonly limits: SessionLimits;
	readonly signal: AbortSignal;
}

/**
 * Brings the sandbox of a workspace to where it answers. One that was made for this and does not answer is removed
 * again, also when nobody waits for it any more.
 *
 * @throws {SessionError} `sandbox_failed`, `sandbox_unreachable`, `timeout`, or `closed` when the signal is aborted.
 */
export async function reachSandbox(options: ReachSandboxOptions): Promise<Sandbox> {
	const { limits, signal } = options;
	const opening = openSandbox(options);
	const limit = { what: "Getting a sandbox", ms: limits.provisionMs, signal };
	const sandbox = await withLimit(opening, limit).catch((error: unknown) => {
		void opening.then((late) => late.discard()).catch(() => undefined);
		throw asSessionError(error);
	});
	try {
		await withLimit(waitForHealth(sandbox, limits.healthMs, signal), { ...limit, ms: limits.healthMs * 2 });
		return sandbox;
	} catch (error) {
		void sandbox.discard();
		throw asSessionError(error);
	}
}

async function openSandbox({ sandbox, workspaceId, sandboxId }: ReachSandboxOptions): Promise<Sandbox> {
	const source = await resolveSource(sandbox, workspaceId);
	return isSandboxAddress(source) ? openAddress(source, sandboxId) : openProvider(source, sandboxId);
}

function asSessionError(error: unknown): SessionError {
	if (error instanceof SessionError) return error;
	// A provider's own words may quote keys and addresses: they are for the log, not for the people.
	return new SessionError(sandboxFailed(), { cause: error });
}
