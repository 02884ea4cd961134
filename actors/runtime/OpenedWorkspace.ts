import { Refusal } from "../../src/rules/refusals.ts";
import { toUserError } from "../errors/refusal.ts";
import type { WorkspaceHost } from "../host/workspaceHost.ts";
import type { Workspace } from "./workspace.ts";

/** Several pages that try again cause one start. */
const LEAVES_AFTER_MS = 5_000;

/** What an actor holds: its workspace, or why this server does not open it. */
export class OpenedWorkspace {
	/** Also there when the workspace is not. */
	readonly host: WorkspaceHost;
	readonly #opened: Workspace | Refusal;
	#leaving: NodeJS.Timeout | undefined;

	constructor(host: WorkspaceHost, opened: Workspace | Refusal) {
		this.host = host;
		this.#opened = opened;
	}

	/** Null when this server does not open it. */
	get(): Workspace | null {
		return this.#opened instanceof Error ? null : this.#opened;
	}

	/**
	 * The workspace.
	 *
	 * @throws {UserError} Why this server does not open it.
	 */
	require(): Workspace {
		if (!(this.#opened instanceof Error)) return this.#opened;
		// The engine places it anew when it is opened again, and there may be a server by then that opens it.
		this.#leaving ??= setTimeout(() => this.host.sleep(), LEAVES_AFTER_MS);
		throw toUserError(this.#opened);
	}

	/**
	 * The workspace, for a person who connects.
	 *
	 * @throws {UserError} Also while a backup is brought into it.
	 */
	requireForPerson(): Workspace {
		const workspace = this.require();
		try {
			workspace.workspaceImport.requireNone();
		} catch (error) {
			throw error instanceof Refusal ? toUserError(error) : error;
		}
		return workspace;
	}

	/** The actor has started. */
	wake(): void {
		const workspace = this.get();
		if (workspace) workspace.wake();
		// They were restored from another server, and would stay open and lead nowhere.
		else for (const client of this.host.clients()) void client.close("refused");
	}

	/** The actor ends here. */
	async sleep(): Promise<void> {
		clearTimeout(this.#leaving);
		await this.get()?.sleep();
	}
}
