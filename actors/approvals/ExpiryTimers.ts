import type { ApprovalItem } from "../../src/protocol/index.ts";

/** The longest delay that `setTimeout` takes. */
const MAX_TIMER_MS = 2_147_483_647;

/** The timers of the approvals that wait. */
export class ExpiryTimers {
	readonly #timers = new Map<string, NodeJS.Timeout>();
	readonly #onExpired: (approvalId: string) => void;

	/** @param onExpired - Called with the id of an approval whose time is over. */
	constructor(onExpired: (approvalId: string) => void) {
		this.#onExpired = onExpired;
	}

	/** Starts the timer of an approval that expires. */
	schedule({ id, expiresAt }: Pick<ApprovalItem, "id" | "expiresAt">): void {
		if (expiresAt === undefined) return;
		const left = expiresAt - Date.now();
		const isOver = left <= 0;
		const tick = () => (isOver ? this.#expire(id) : this.schedule({ id, expiresAt }));
		this.#timers.set(id, setTimeout(tick, Math.min(Math.max(0, left), MAX_TIMER_MS)));
	}

	cancel(approvalId: string): void {
		clearTimeout(this.#timers.get(approvalId));
		this.#timers.delete(approvalId);
	}

	stop(): void {
		for (const timer of this.#timers.values()) clearTimeout(timer);
		this.#timers.clear();
	}

	#expire(approvalId: string): void {
		this.#timers.delete(approvalId);
		this.#onExpired(approvalId);
	}
}
