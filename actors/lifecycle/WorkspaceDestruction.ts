import type { Person } from "../../src/protocol/index.ts";
import type { SessionKeeper } from "../agent/SessionKeeper.ts";
import { refusal } from "../errors/refusal.ts";
import type { WorkspaceHost } from "../host/workspaceHost.ts";
import { withTimeout } from "../timing/timeouts.ts";
import type { IdlePause } from "./IdlePause.ts";

interface WorkspaceDestructionDeps {
	readonly host: WorkspaceHost;
	readonly keeper: Pick<SessionKeeper, "suspend">;
	readonly idlePause: Pick<IdlePause, "disable">;
	/** How long the sandbox's provider may take, in milliseconds. */
	readonly timeoutMs: number;
	/** Tells the directory that lists it. Never rejects. */
	leaveDirectory(): Promise<void>;
	/** Resolves with false where there is nothing to remove. */
	removeSandbox(): Promise<boolean>;
}

type Destroyed = { readonly destroyed: true };

/** Ends a workspace together with its sandbox. */
export class WorkspaceDestruction {
	readonly #deps: WorkspaceDestructionDeps;
	#isSandboxRemoved = false;
	#pending: Promise<Destroyed> | null = null;

	constructor(deps: WorkspaceDestructionDeps) {
		this.#deps = deps;
	}

	/**
	 * Removes the sandbox, notifies all clients, and then removes the workspace itself.
	 *
	 * @throws `sandbox_failed` when the sandbox could not be removed; the workspace is kept then.
	 */
	destroy(by: Person): Promise<Destroyed> {
		// Rivet throws when an actor is destroyed twice, so concurrent calls share one destruction.
		this.#pending ??= this.#destroy(by).catch((error: unknown) => {
			this.#pending = null;
			throw error;
		});
		return this.#pending;
	}

	/** Rivet has destroyed the actor: removes its sandbox. Never rejects. */
	async cleanUp(): Promise<void> {
		this.#deps.idlePause.disable();
		await this.#deps.leaveDirectory();
		try {
			await this.#removeSandbox();
		} catch (error) {
			this.#deps.host.log("error", "sandbox_not_destroyed", { error });
		}
	}

	async #destroy(by: Person): Promise<Destroyed> {
		const { host, idlePause } = this.#deps;
		await this.#removeSandboxOrRefuse();
		idlePause.disable();
		await this.#deps.leaveDirectory();
		host.broadcast("workspace.destroyed", { by });
		host.log("info", "workspace_destroyed", { userId: by.userId });
		host.destroy();
		return { destroyed: true };
	}

	/** A sandbox that outlived its workspace would run, and cost, forever: then the workspace stays. */
	async #removeSandboxOrRefuse(): Promise<void> {
		const release = this.#deps.keeper.suspend();
		try {
			await this.#removeSandbox();
		} catch (error) {
			release();
			this.#deps.host.log("error", "sandbox_not_destroyed", { error });
			throw sandboxNotRemovedRefusal();
		}
	}

	async #removeSandbox(): Promise<void> {
		if (this.#isSandboxRemoved) return;
		const timeout = { what: "Removing the sandbox", ms: this.#deps.timeoutMs };
		const isRemoved = await withTimeout(this.#deps.removeSandbox(), timeout);
		this.#isSandboxRemoved = true;
		if (isRemoved) this.#deps.host.log("info", "sandbox_destroyed");
	}
}

function sandboxNotRemovedRefusal() {
	return refusal({
		code: "sandbox_failed",
		message: "The sandbox couldn’t be removed, so the workspace was kept.",
		hint: "Try again. If it keeps failing, remove the sandbox at its provider first.",
	});
}
