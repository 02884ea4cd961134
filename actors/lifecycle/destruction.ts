import type { Person } from "../../src/protocol/index.ts";
import type { SessionKeeper } from "../agent/sessionKeeper.ts";
import { refusal } from "../errors/refusal.ts";
import type { WorkspaceHost } from "../host/workspaceHost.ts";
import { withTimeout } from "../timing/timeouts.ts";
import type { IdlePause } from "./idlePause.ts";

/** Ends a workspace, and leaves nothing of it. */
export interface WorkspaceDestruction {
	/** Removes the sandbox, tells everybody, and then the workspace itself. */
	destroy(by: Person): Promise<{ readonly destroyed: true }>;
	/** Rivet has ended the workspace: its sandbox goes, too. Never rejects. */
	cleanUp(): Promise<void>;
}

interface WorkspaceDestructionOptions {
	readonly host: WorkspaceHost;
	readonly keeper: Pick<SessionKeeper, "suspend">;
	readonly idlePause: Pick<IdlePause, "disable">;
	/** How long the sandbox's provider may take, in milliseconds. */
	readonly timeoutMs: number;
	/** False where there is nothing to remove. */
	removeSandbox(): Promise<boolean>;
}

export function createWorkspaceDestruction({
	host,
	keeper,
	idlePause,
	timeoutMs,
	removeSandbox,
}: WorkspaceDestructionOptions): WorkspaceDestruction {
	let isSandboxGone = false;
	let ending: Promise<{ readonly destroyed: true }> | null = null;

	async function remove(): Promise<void> {
		if (isSandboxGone) return;
		const isRemoved = await withTimeout(removeSandbox(), { what: "Removing the sandbox", ms: timeoutMs });
		isSandboxGone = true;
		if (isRemoved) host.log("info", "sandbox_destroyed");
	}

	/** A sandbox that is still there when its workspace is gone would run, and cost, for ever. */
	async function removeOrRefuse(): Promise<void> {
		const release = keeper.suspend();
		try {
			await remove();
		} catch (error) {
			release();
			host.log("error", "sandbox_not_destroyed", { error });
			throw sandboxNotRemovedRefusal();
		}
	}

	async function end(by: Person): Promise<{ readonly destroyed: true }> {
		await removeOrRefuse();
		idlePause.disable();
		host.broadcast("workspace.destroyed", { by });
		host.log("info", "workspace_destroyed", { userId: by.userId });
		host.destroy();
		return { destroyed: true };
	}

	return {
		// Rivet fails whoever ends an actor twice, so those who ask while it ends share one end.
		destroy(by) {
			ending ??= end(by).catch((error: unknown) => {
				ending = null;
				throw error;
			});
			return ending;
		},
		cleanUp() {
			idlePause.disable();
			return remove().catch((error: unknown) => host.log("error", "sandbox_not_destroyed", { error }));
		},
	};
}

function sandboxNotRemovedRefusal() {
	return refusal({
		code: "sandbox_failed",
		message: "The sandbox could not be removed, so the workspace was kept: without it the sandbox would run on unseen.",
		hint: "Try again. If it stays so, remove the sandbox at its provider first.",
	});
}
