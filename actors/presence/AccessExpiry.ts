import type { HostConnection } from "../host/workspaceHost.ts";

interface AccessExpiryDeps {
	clients(): readonly HostConnection[];
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
		const ending = this.#deps.clients().filter(({ expiresAt }) => expiresAt !== null);
		const expired = ending.filter(({ expiresAt }) => expiresAt !== null && expiresAt <= now);
		for (const connection of expired) void connection.close("expired");
		if (expired.length > 0) this.#deps.onClosed(expired.length);
		const next = Math.min(
			...ending.flatMap(({ expiresAt }) => (expiresAt !== null && expiresAt > now ? [expiresAt] : [])),
		);
		if (Number.isFinite(next)) this.#timer = setTimeout(() => this.check(), Math.min(next - now, MAX_WAIT_MS));
	}

	stop(): void {
		clearTimeout(this.#timer);
	}
}
