import type { PresenceChange, PresenceSnapshot, PresenceUpdate } from "../../src/protocol/index.ts";
import { PresenceBoard, WAKE_CHECK_MS } from "../../src/rules/PresenceBoard.ts";
import { jsonByteLength } from "../text/jsonSize.ts";

/** What is sent to each client in a second, on average. */
const BYTES_PER_SECOND = 8_192;

const SHORTEST_INTERVAL_MS = 100;

/**
 * A message costs the engine about the same to each client, whatever is in it (docs/upstream.md). So together they get at
 * most 100 of presence in a second, and the stream of the agent does not wait for them.
 */
const INTERVAL_MS_PER_CONNECTION = 10;

interface PresenceBroadcasterDeps {
	/** Clients that have the workspace open. */
	connections(): number;
	/** Different people among them. */
	people(): number;
	/** The interval of the patches, which is longer while the engine is late. */
	patchIntervalMs(): number;
	/** Sends a change to all clients. */
	send(change: PresenceChange): void;
	/** Sends hidden pages something, with which they repeat what they have said: their own timers may not run. */
	wake(connectionIds: readonly string[]): void;
	/** These connections have been silent for too long. They may be dead, and nobody has noticed it yet. */
	onSilent(connectionIds: readonly string[]): void;
}

/**
 * Where people are and what they do: gathers what their pages say, and tells the others in batches. The first change
 * after some quiet is sent at once. Nothing is stored, and nobody waits for it.
 */
export class PresenceBroadcaster {
	readonly #deps: PresenceBroadcasterDeps;
	readonly #board = new PresenceBoard(Date.now());
	/** By `performance.now()`. */
	#nextAt = 0;
	#sendTimer: NodeJS.Timeout | undefined;
	#expiryTimer: NodeJS.Timeout | undefined;
	#wakeTimer: NodeJS.Timeout | undefined;
	/** When it ends, by `performance.now()`. */
	#expiryAt = Number.POSITIVE_INFINITY;
	/** While somebody is alone, their pages say nothing. */
	#isAlone = true;
	#isStopped = false;

	constructor(deps: PresenceBroadcasterDeps) {
		this.#deps = deps;
	}

	/** What a client is told that comes, or that has missed something. */
	snapshot(): PresenceSnapshot {
		return this.#board.snapshot();
	}

	/** Everybody, for a client that has another revision; null for one that has the current one. */
	snapshotUnless(have: number | null): PresenceSnapshot | null {
		return this.#board.snapshotUnless(have);
	}

	/** The page at the other end of a connection says where its person is. */
	report(connectionId: string, userId: string, update: PresenceUpdate): void {
		this.#board.report(connectionId, userId, update, performance.now());
		this.#watch();
		this.#schedule();
	}

	/** The connection has closed. */
	leave(connectionId: string): void {
		this.#board.forget(connectionId);
		this.#schedule();
	}

	/** Somebody has joined or left. */
	handleParticipants(): void {
		const isAlone = this.#deps.people() < 2;
		if (this.#isAlone && !isAlone) this.#board.touch(performance.now());
		this.#isAlone = isAlone;
		this.#watch();
	}

	/** People who leave from now on are told to nobody. */
	stop(): void {
		this.#isStopped = true;
		clearTimeout(this.#sendTimer);
		this.#stopWatching();
	}

	#stopWatching(): void {
		clearTimeout(this.#expiryTimer);
		this.#expiryAt = Number.POSITIVE_INFINITY;
		clearInterval(this.#wakeTimer);
		this.#wakeTimer = undefined;
	}

	#schedule(): void {
		if (this.#isStopped || this.#sendTimer || !this.#board.hasChanged()) return;
		this.#sendTimer = setTimeout(() => this.#send(), Math.max(0, this.#nextAt - performance.now()));
	}

	#send(): void {
		this.#sendTimer = undefined;
		const change = this.#board.takeChange();
		if (!change) return;
		const { connections, patchIntervalMs, send } = this.#deps;
		const intervalMs = Math.max(
			SHORTEST_INTERVAL_MS,
			connections() * INTERVAL_MS_PER_CONNECTION,
			(jsonByteLength(change) / BYTES_PER_SECOND) * 1_000,
			patchIntervalMs(),
		);
		this.#nextAt = performance.now() + intervalMs;
		send(change);
	}

	#watch(): void {
		if (this.#isAlone || this.#isStopped) {
			this.#stopWatching();
			return;
		}
		if (this.#board.hasHidden()) this.#wakeTimer ??= setInterval(() => this.#wakeHidden(), WAKE_CHECK_MS);
		const at = this.#board.nextExpiryAt();
		// A later one is waited for once this one is over.
		if (at === null || at >= this.#expiryAt) return;
		clearTimeout(this.#expiryTimer);
		this.#expiryAt = at;
		this.#expiryTimer = setTimeout(() => this.#expire(), Math.max(0, at - performance.now()));
	}

	#wakeHidden(): void {
		const pages = this.#board.toWake(performance.now());
		if (pages.length > 0) this.#deps.wake(pages);
	}

	#expire(): void {
		this.#expiryAt = Number.POSITIVE_INFINITY;
		const silent = this.#board.expire(performance.now());
		if (silent.length > 0) this.#deps.onSilent(silent);
		this.#schedule();
		this.#watch();
	}
}
