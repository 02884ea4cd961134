import type { Refusal } from "../../src/rules/refusals.ts";
import type { RateLimiter } from "../access/RateLimiter.ts";
import { toUserError } from "../errors/refusal.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { ConnectionCare } from "./ConnectionCare.ts";
import type { Directory } from "./Directory.ts";

/** The parts of an open directory that its actions call. */
export interface DirectoryParts {
	readonly directory: Directory;
	readonly care: ConnectionCare;
	readonly rateLimiter: RateLimiter;
}

/** What an actor holds: its directory, or why this server does not open it. */
export class OpenedDirectory {
	readonly log: WorkspaceLog;
	readonly #opened: DirectoryParts | Refusal;

	constructor(log: WorkspaceLog, opened: DirectoryParts | Refusal) {
		this.log = log;
		this.#opened = opened;
	}

	/** Null when this server does not open it. */
	get(): DirectoryParts | null {
		return this.#opened instanceof Error ? null : this.#opened;
	}

	/** The actor ends here. */
	async end(): Promise<void> {
		const parts = this.get();
		parts?.care.stop();
		await parts?.directory.stop();
	}

	/** @throws {UserError} Why this server does not open it. */
	require(): DirectoryParts {
		if (this.#opened instanceof Error) throw toUserError(this.#opened);
		return this.#opened;
	}
}
