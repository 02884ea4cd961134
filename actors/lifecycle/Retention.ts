import type { RawAccess } from "rivetkit/db";
import type { Person } from "../../src/protocol/index.ts";
import { deleteMeta, readMeta, writeMeta } from "../database/metaTable.ts";
import type { Alarm } from "../host/Alarm.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";

interface RetentionDeps {
	readonly db: RawAccess;
	readonly alarm: Pick<Alarm, "set" | "isSet">;
	readonly log: WorkspaceLog;
	/** After how long without use the workspace is destroyed, in milliseconds; 0 for never. */
	readonly limitMs: number;
	/** Whether somebody is connected, a turn runs, prompts wait, or the agent works in the background. */
	isInUse(): boolean;
	destroy(by: Person): Promise<unknown>;
	/** Milliseconds since 1970. */
	now(): number;
}

const META_KEY = "lastUsedAt";

/** Who destroys what nobody uses, in logs and for pages that are still open. */
const RETENTION: Person = { userId: "workspace-chat:retention", name: "Retention" };

const DAY_MS = 86_400_000;
/** The log says so this long before, or a tenth of the limit before if that is shorter. */
const MAX_WARNING_MS = 7 * DAY_MS;
/** Timers of many systems end at 24 days. */
const MAX_ALARM_MS = 20 * DAY_MS;
/** While it is in use this is recorded so often: a process that is killed records no end of it. */
const MAX_RECORD_MS = DAY_MS;

/** Destroys a workspace that was not used for a while. The time of its last use survives restarts, and so does the alarm. */
export class Retention {
	readonly #deps: RetentionDeps;
	#isEnded = false;
	/** When this process has stored a use last. */
	#recordedAt = Number.NEGATIVE_INFINITY;

	constructor(deps: RetentionDeps) {
		this.#deps = deps;
	}

	/** The workspace is used: the time starts again. Never rejects. */
	async postpone(): Promise<void> {
		const { db, alarm, limitMs, isInUse, now } = this.#deps;
		if (limitMs === 0 || this.#isEnded) return;
		const usedAt = now();
		this.#recordedAt = usedAt;
		await this.#try(async () => {
			await writeMeta(db, META_KEY, usedAt);
			const nextMs = isInUse() ? Math.min(limitMs / 10, MAX_RECORD_MS) : limitMs - this.#warningMs();
			await alarm.set(Math.min(nextMs, MAX_ALARM_MS));
		});
	}

	/** Somebody connects, which is a use. Many who come at about the same time cost one write. Never rejects. */
	async recordConnection(): Promise<void> {
		const { limitMs, now } = this.#deps;
		if (now() - this.#recordedAt >= Math.min(limitMs / 100, MAX_RECORD_MS / 10)) await this.postpone();
	}

	/** The workspace has woken. One that was made before there was a limit gets its alarm now. Never rejects. */
	async start(): Promise<void> {
		await this.#try(async () => {
			const isKnown = (await readMeta(this.#deps.db, META_KEY)) !== undefined;
			if (this.#deps.limitMs === 0) {
				// From here on its use is not recorded: what is known would be too old if the limit comes back.
				if (isKnown) await deleteMeta(this.#deps.db, META_KEY);
			} else if (!isKnown) await this.postpone();
			else if (!(await this.#deps.alarm.isSet())) await this.#deps.alarm.set(0);
		});
	}

	/** The alarm went off: destroys the workspace if its time is over, and sets the next alarm if not. Never rejects. */
	async check(): Promise<void> {
		const { db, alarm, log, limitMs, isInUse, destroy, now } = this.#deps;
		// The host may have changed its mind since the alarm was set.
		if (limitMs === 0 || this.#isEnded) return;
		if (isInUse()) return this.postpone();
		await this.#try(async () => {
			const lastUsedAt = Number((await readMeta(db, META_KEY)) ?? now());
			const leftMs = lastUsedAt + limitMs - now();
			const warningMs = this.#warningMs();
			if (leftMs <= 0) {
				// Without its sandbox removed it stays, and the next attempt is later.
				await destroy(RETENTION).catch(() => alarm.set(Math.min(limitMs, DAY_MS)));
				return;
			}
			if (leftMs <= warningMs) log("warn", "workspace_expires", { lastUsedAt, inMs: leftMs });
			await alarm.set(Math.min(leftMs <= warningMs ? leftMs : leftMs - warningMs, MAX_ALARM_MS));
		});
	}

	/** The schedule takes nothing any more: the workspace sleeps, with its alarm set, or is destroyed. */
	end(): void {
		this.#isEnded = true;
	}

	#warningMs(): number {
		return Math.min(MAX_WARNING_MS, this.#deps.limitMs / 10);
	}

	async #try(work: () => Promise<void>): Promise<void> {
		try {
			await work();
		} catch (error) {
			this.#recordedAt = Number.NEGATIVE_INFINITY;
			if (!this.#isEnded) this.#deps.log("warn", "expiry_not_scheduled", { error });
		}
	}
}
