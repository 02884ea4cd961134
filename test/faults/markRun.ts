import { endProcesses } from "../../demo/server/process/endProcesses.ts";
import { RUN_MARKER } from "../../demo/server/process/runMarker.ts";

/**
 * Marks this process and everything it starts from now on as one run, and kills what was started on
 * Ctrl-C or SIGTERM: detached servers would outlive this process otherwise.
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
