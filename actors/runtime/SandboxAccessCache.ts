import { WorkspaceFolder } from "../files/WorkspaceFolder.ts";
import type { SessionLimits } from "../limits/sessionLimits.ts";
import { SandboxProcesses } from "../processes/SandboxProcesses.ts";
import { SandboxFiles } from "../sandbox/SandboxFiles.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";

/** What a workspace reads and writes in its sandbox, besides the session with the agent. */
export interface SandboxAccess {
	readonly files: SandboxFiles;
	readonly folder: WorkspaceFolder;
	readonly processes: SandboxProcesses;
}

/** Creates the access to each sandbox once, because the folder caches its paths. */
export class SandboxAccessCache {
	readonly #limits: SessionLimits;
	readonly #bySandbox = new WeakMap<Sandbox, SandboxAccess>();

	constructor(limits: SessionLimits) {
		this.#limits = limits;
	}

	get(sandbox: Sandbox): SandboxAccess {
		const cached = this.#bySandbox.get(sandbox);
		if (cached) return cached;
		const { requestTimeoutMs, sandboxReadTimeoutMs } = this.#limits;
		const access = {
			files: new SandboxFiles(sandbox, requestTimeoutMs),
			folder: new WorkspaceFolder(sandbox, sandboxReadTimeoutMs),
			processes: new SandboxProcesses(sandbox, sandboxReadTimeoutMs),
		};
		this.#bySandbox.set(sandbox, access);
		return access;
	}
}
