import type { HostConnection } from "../host/workspaceHost.ts";

interface AccessExpiryDeps {
	clients(): readonly Pick<HostConnection, "expiresAt" | "close">[];
	/** Called with the number of connections that were closed. */
	onClosed(count: number): void;
}

/** Longer waits are not possible with `setTimeout`. */
const MAX_WAIT_MS = 2_147_483_647;

/**
 * Closes connections whose access has ended. A client that is still there connects again at once, and `authenticate`
 * decides anew.
 */
export class AccessExpiry {
	readonly #deps: AccessExpiryDeps;
	#timer: NodeJS.Timeout | undefined;

	constructor(deps: AccessExpiryDeps) {
		this.#deps = deps;
	}

	/** Closes what has expired, and waits for the next. Call it when connections have come. */
	check(): void {
		clearTimeout(this.#timer);
		const now = Date.now();
		let closed = 0;
		let next = Number.POSITIVE_INFINITY;
		for (const { expiresAt, close } of this.#deps.clients()) {
			if (expiresAt === null) continue;
			if (expiresAt > now) next = Math.min(next, expiresAt);
			else {
				void close("expired");
				closed += 1;
			}
		}
		if (closed > 0) this.#deps.onClosed(closed);
		if (Number.isFinite(next)) this.#timer = setTimeout(() => this.check(), Math.min(next - now, MAX_WAIT_MS));
	}

	stop(): void {
		clearTimeout(this.#timer);
	}
}
