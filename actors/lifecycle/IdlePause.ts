import type { SessionKeeper } from "../agent/SessionKeeper.ts";
import type { Alarm } from "../host/Alarm.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { withTimeout } from "../timing/timeouts.ts";

interface IdlePauseDeps {
	readonly alarm: Pick<Alarm, "set">;
	readonly keeper: Pick<SessionKeeper, "suspend">;
	readonly log: WorkspaceLog;
	readonly limits: { readonly pauseSandboxAfterMs: number; readonly provisionTimeoutMs: number };
	/** Whether somebody is connected, a turn runs, prompts wait, or the agent works in the background. */
	isInUse(): boolean;
	/** Resolves with false where the sandbox cannot be paused. */
	pauseSandbox(): Promise<boolean>;
}

/** Pauses a sandbox that nobody uses. */
export class IdlePause {
	readonly #deps: IdlePauseDeps;
	#isDisabled = false;

	constructor(deps: IdlePauseDeps) {
		this.#deps = deps;
	}

	/** The sandbox is in use: the time until it is paused starts again. */
	postpone(): void {
		const { alarm, log, limits } = this.#deps;
		if (limits.pauseSandboxAfterMs === 0 || this.#isDisabled) return;
		alarm.set(limits.pauseSandboxAfterMs).catch((error: unknown) => {
			// The workspace can end while its alarm is being set.
			if (!this.#isDisabled) log("warn", "pause_not_scheduled", { error });
		});
	}

	/** The alarm went off: pauses the sandbox unless it is in use again. Never rejects. */
	async pauseIfIdle(): Promise<void> {
		const { keeper, log, limits, isInUse, pauseSandbox } = this.#deps;
		if (isInUse()) {
			log("info", "sandbox_in_use");
			this.postpone();
			return;
		}
		const release = keeper.suspend();
		try {
			const timeout = { what: "Pausing the sandbox", ms: limits.provisionTimeoutMs };
			const isPaused = await withTimeout(pauseSandbox(), timeout);
			log("info", isPaused ? "sandbox_paused" : "sandbox_cannot_pause");
		} catch (error) {
			log("error", "sandbox_not_paused", { error });
			this.postpone();
		} finally {
			release();
		}
	}

	/** The schedule takes nothing any more: the workspace sleeps, with its alarm set, or is destroyed. */
	disable(): void {
		this.#isDisabled = true;
	}
}
