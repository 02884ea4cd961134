import * as v from "valibot";
import { callSandboxApi } from "./askSandbox.ts";
import { readJsonBody } from "./readJson.ts";
import type { Sandbox } from "./sandbox.ts";

const resultSchema = v.object({
	exitCode: v.nullish(v.number(), null),
	stdout: v.string(),
	stdoutTruncated: v.boolean(),
});

export interface SandboxCommand {
	readonly command: string;
	readonly args: readonly string[];
	readonly cwd?: string | undefined;
	readonly timeoutMs: number;
	readonly signal: AbortSignal;
}

export interface CommandResult {
	/** Null when it was ended before it had done. */
	readonly exitCode: number | null;
	/** At most 1 MiB. */
	readonly stdout: string;
	readonly stdoutTruncated: boolean;
}

/**
 * Runs a short command in the sandbox.
 *
 * @throws {SandboxApiError} When there is no such command.
 * @throws {SessionError} `sandbox_unreachable`
 */
export async function runCommand(sandbox: Sandbox, command: SandboxCommand): Promise<CommandResult> {
	const { signal, ...body } = command;
	return readJsonBody(await callSandboxApi(sandbox, { path: "processes/run", body, signal }), resultSchema);
}
