import type { SessionKeeper } from "../agent/createSessionKeeper.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { withLimit } from "../session/withLimit.ts";
import type { RestAlarm } from "./restAlarm.ts";

/** Lets a sandbox that nobody uses rest. */
export interface SandboxRest {
	/** The sandbox is in use: the time until it may rest begins anew. */
	postpone(): void;
	/** The time is over: it rests, unless it is in use again. */
	rest(): Promise<void>;
	/** The sandbox is gone, and so is the schedule: nothing rests any more. */
	end(): void;
}

export interface SandboxRestOptions {
	readonly alarm: RestAlarm;
	readonly keeper: Pick<SessionKeeper, "letGo">;
	readonly log: WorkspaceLog;
	readonly limits: { readonly restSandboxAfterMs: number; readonly provisionMs: number };
	/** Somebody is there, a turn runs or prompts wait. */
	isUsed(): boolean;
	/** False where the sandbox cannot be paused. */
	pause(): Promise<boolean>;
}

export function createSandboxRest({ alarm, keeper, log, limits, isUsed, pause }: SandboxRestOptions): SandboxRest {
	const { restSandboxAfterMs, provisionMs } = limits;
	let hasEnded = false;

	function postpone(): void {
		if (restSandboxAfterMs === 0 || hasEnded) return;
		alarm.set(restSandboxAfterMs).catch((error: unknown) => {
			// The workspace can end while its alarm is being set.
			if (!hasEnded) log("warn", "rest_not_scheduled", { error });
		});
	}

	function stayAwake(): void {
		log("info", "sandbox_in_use");
		postpone();
	}

	async function rest(): Promise<void> {
		if (isUsed()) return stayAwake();
		const release = keeper.letGo();
		try {
			const isResting = await withLimit(pause(), { what: "Pausing the sandbox", ms: provisionMs });
			log("info", isResting ? "sandbox_rests" : "sandbox_cannot_rest");
		} catch (error) {
			log("error", "sandbox_not_paused", { error });
			postpone();
		} finally {
			release();
		}
	}

	return {
		postpone,
		rest,
		end() {
			hasEnded = true;
		},
	};
}
