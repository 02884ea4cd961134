import * as v from "valibot";
import type { SandboxProcess } from "../../src/protocol/index.ts";
import { truncateText } from "../text/cutText.ts";
import { redactSecrets } from "../timeline/faults/redactSecrets.ts";

const COMMAND_CHARACTERS = 1_000;

/** A process as the sandbox-agent server tells it. */
export const processSchema = v.object({
	id: v.string(),
	command: v.string(),
	args: v.array(v.string()),
	status: v.picklist(["running", "exited"]),
	exitCode: v.nullish(v.number(), null),
	createdAtMs: v.number(),
	exitedAtMs: v.nullish(v.number(), null),
});

export function toProcess(process: v.InferOutput<typeof processSchema>): SandboxProcess {
	const command = redactSecrets([process.command, ...process.args].join(" "));
	return {
		id: process.id,
		command: truncateText(command, COMMAND_CHARACTERS),
		status: process.status,
		exitCode: process.exitCode,
		startedAt: process.createdAtMs,
		endedAt: process.exitedAtMs,
	};
}
