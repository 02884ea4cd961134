import { delay } from "../timing/timeouts.ts";

/** An open workspace of this process, as it leaves the process. */
export interface DrainableWorkspace {
	readonly host: { readonly workspaceId: string };
	/** Begins no more turns: prompts stay queued. Resolves when no turn runs. */
	settle(): Promise<void>;
	/** Ends the turn that still runs as interrupted, and says why. Never rejects. */
	interrupt(): Promise<void>;
	/** Closes the workspace here, so that another server opens it. */
	leave(): void;
}

/** A workspace that is opened while the process drains may connect its first client before it leaves again. */
const LEAVES_AFTER_MS = 250;
/**
 * The engine places a workspace on any server of the newest release, and prefers the one that holds the fewest: of two
 * servers, that is the one that ends in up to three of four times. One that comes back this often has nowhere to go.
 */
const MAX_RETURNS = 32;

/** The open workspaces of a process, and whether it is about to end. */
export class WorkspaceDrain {
	readonly #open = new Set<DrainableWorkspace>();
	/** How often a workspace was opened while the process drains. */
	readonly #returns = new Map<string, number>();
	#isDraining = false;

	/** Whether this process is about to end. */
	get isDraining(): boolean {
		return this.#isDraining;
	}

	/** A workspace that is opened while the process drains begins no turn, and leaves again. */
	add(workspace: DrainableWorkspace): void {
		this.#open.add(workspace);
		if (this.#isDraining) void this.#sendAway(workspace);
	}

	delete(workspace: DrainableWorkspace): void {
		this.#open.delete(workspace);
	}

	/** Lets each open workspace leave once its turn is over, and ends the turns that still run after `graceMs`. */
	async drain(graceMs: number): Promise<void> {
		this.#isDraining = true;
		const limit = new AbortController();
		const workspaces = [...this.#open].map((workspace) => this.#drainOne(workspace, limit.signal));
		const grace = new AbortController();
		const expired = delay(graceMs, grace.signal).then(() => limit.abort());
		await Promise.all(workspaces);
		grace.abort();
		await expired;
	}

	async #drainOne(workspace: DrainableWorkspace, limit: AbortSignal): Promise<void> {
		const reached = new Promise<"limit">((resolve) => limit.addEventListener("abort", () => resolve("limit")));
		if ((await Promise.race([workspace.settle(), reached])) === "limit") await workspace.interrupt();
		this.#leave(workspace);
	}

	async #sendAway(workspace: DrainableWorkspace): Promise<void> {
		const { workspaceId } = workspace.host;
		const returns = (this.#returns.get(workspaceId) ?? 0) + 1;
		this.#returns.set(workspaceId, returns);
		await workspace.settle();
		if (returns > MAX_RETURNS) return;
		await delay(LEAVES_AFTER_MS, new AbortController().signal);
		this.#leave(workspace);
	}

	/** Unless it has been closed meanwhile, for example because nobody was there any more. */
	#leave(workspace: DrainableWorkspace): void {
		if (this.#open.has(workspace)) workspace.leave();
	}
}

/** All workspaces of this process, whichever registry they are of. */
export const workspaceDrain = new WorkspaceDrain();

/**
 * Prepares the end of this process. From now on its workspaces begin no turns, and what is prompted stays queued. Each
 * workspace leaves when its turn is over, so that another server of the same engine opens it. `serve()` does this on
 * SIGTERM; a program with signal handlers of its own awaits it before `registry.shutdown()`.
 *
 * @param graceMs - How long turns may go on, in milliseconds. Those that still run then end as interrupted, with a notice.
 * @example
 * import { setup } from "rivetkit";
 * import { createWorkspace, drainWorkspaces, local, stopLocalSandboxes } from "workspace-chat/actors";
 *
 * const workspace = createWorkspace({ sandbox: local() });
 * const registry = setup({ use: { workspace }, shutdown: { disableSignalHandlers: true } });
 * await registry.startAndWait();
 * process.once("SIGTERM", async () => {
 * 	await drainWorkspaces(120_000);
 * 	await registry.shutdown();
 * 	await stopLocalSandboxes();
 * 	// Rivet may still have something to tell the engine.
 * 	setTimeout(() => process.exit(0), 500);
 * });
 */
export function drainWorkspaces(graceMs: number): Promise<void> {
	return workspaceDrain.drain(graceMs);
}
