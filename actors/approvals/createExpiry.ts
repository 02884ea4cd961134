import type { ApprovalItem } from "../../src/protocol/index.ts";

/** The clocks of the permissions that wait. */
export interface ExpiryTimers {
	/** Tells when the time of this one is over. */
	schedule(approval: ApprovalItem): void;
	cancel(approvalId: string): void;
	stop(): void;
}

/** What `setTimeout` counts to at most. */
const MAX_TIMER_MS = 2_147_483_647;

export function createExpiryTimers(onExpired: (approvalId: string) => void): ExpiryTimers {
	const timers = new Map<string, NodeJS.Timeout>();

	function schedule({ id, expiresAt }: Pick<ApprovalItem, "id" | "expiresAt">): void {
		if (expiresAt === undefined) return;
		const left = expiresAt - Date.now();
		const isOver = left <= 0;
		const tick = () => (isOver ? expire(id) : schedule({ id, expiresAt }));
		timers.set(id, setTimeout(tick, Math.min(Math.max(0, left), MAX_TIMER_MS)));
	}

	function expire(id: string): void {
		timers.delete(id);
		onExpired(id);
	}

	return {
		schedule,
		cancel(approvalId) {
			clearTimeout(timers.get(approvalId));
			timers.delete(approvalId);
		},
		stop() {
			for (const timer of timers.values()) clearTimeout(timer);
			timers.clear();
		},
	};
}
