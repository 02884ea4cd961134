import { SessionError } from "../session/SessionError.ts";
import { sandboxFailed } from "../session/sessionFaults.ts";
import type { SessionLimits } from "../session/sessionLimits.ts";
import { withTimeout } from "../session/withLimit.ts";
import { openSandboxAddress } from "./openAddress.ts";
import { openProviderSandbox } from "./openProvider.ts";
import { resolveSandboxSource } from "./resolveSource.ts";
import type { Sandbox } from "./sandbox.ts";
import { isSandboxAddress, type SandboxOption } from "./sandboxOption.ts";
import { waitForHealth } from "./waitForHealth.ts";

export interface OpenSandboxOptions {
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

async function openSource({ sandbox, workspaceId, sandboxId }: OpenSandboxOptions): Promise<Sandbox> {
	const source = await resolveSandboxSource(sandbox, workspaceId);
	return isSandboxAddress(source) ? openSandboxAddress(source, sandboxId) : openProviderSandbox(source, sandboxId);
}

function toSandboxError(error: unknown): SessionError {
	if (error instanceof SessionError) return error;
	// A provider's own words may quote keys and addresses: they are for the log, not for the people.
	return new SessionError(sandboxFailed(), { cause: error });
}
