import type { SessionKeeper } from "../agent/sessionKeeper.ts";
import type { Alarm } from "../host/alarm.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { withTimeout } from "../timing/timeouts.ts";

/** Lets a sandbox that nobody uses rest. */
export interface IdlePause {
	/** The sandbox is in use: the time until it may rest begins anew. */
	postpone(): void;
	/** The time is over: it rests, unless it is in use again. */
	pauseIfIdle(): Promise<void>;
	/** The sandbox is gone, and so is the schedule: nothing rests any more. */
	disable(): void;
}

interface IdlePauseOptions {
	readonly alarm: Alarm;
	readonly keeper: Pick<SessionKeeper, "suspend">;
	readonly log: WorkspaceLog;
	readonly limits: { readonly pauseSandboxAfterMs: number; readonly provisionTimeoutMs: number };
	/** Somebody is there, a turn runs or prompts wait. */
	isInUse(): boolean;
	/** False where the sandbox cannot be paused. */
	pauseSandbox(): Promise<boolean>;
}

export function createIdlePause({ alarm, keeper, log, limits, isInUse, pauseSandbox }: IdlePauseOptions): IdlePause {
	const { pauseSandboxAfterMs, provisionTimeoutMs } = limits;
	let hasEnded = false;

	function postpone(): void {
		if (pauseSandboxAfterMs === 0 || hasEnded) return;
		alarm.set(pauseSandboxAfterMs).catch((error: unknown) => {
			// The workspace can end while its alarm is being set.
			if (!hasEnded) log("warn", "pause_not_scheduled", { error });
		});
	}

	function stayAwake(): void {
		log("info", "sandbox_in_use");
		postpone();
	}

	async function pauseIfIdle(): Promise<void> {
		if (isInUse()) return stayAwake();
		const release = keeper.suspend();
		try {
			const isResting = await withTimeout(pauseSandbox(), { what: "Pausing the sandbox", ms: provisionTimeoutMs });
			log("info", isResting ? "sandbox_paused" : "sandbox_cannot_pause");
		} catch (error) {
			log("error", "sandbox_not_paused", { error });
			postpone();
		} finally {
			release();
		}
	}

	return {
		postpone,
		pauseIfIdle,
		disable() {
			hasEnded = true;
		},
	};
}
