import { endProcesses } from "../../demo/server/process/endProcesses.ts";
import { RUN_MARKER } from "../../demo/server/process/runMarker.ts";

/**
 * Marks this process and all it starts from now on as one run, and ends what was started when somebody presses
 * Ctrl+C or ends it: servers that outlive kill -9 of their users would outlive this too.
 *
 * @returns The id of the run.
 */
export function markRun(): string {
	const runId = crypto.randomUUID();
	process.env[RUN_MARKER] = runId;
	for (const signal of ["SIGINT", "SIGTERM"] as const) {
		process.once(signal, () => void endProcesses(runId).finally(() => process.exit(130)));
	}
	return runId;
}
