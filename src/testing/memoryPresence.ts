import type { Clock } from "../core/platform/timing.ts";
import type { PresenceChange, PresenceSnapshot, PresenceUpdate } from "../protocol/index.ts";
import { PresenceBoard, WAKE_CHECK_MS } from "../rules/PresenceBoard.ts";

interface MemoryPresenceDeps<Peer> {
	readonly clock: Clock;
	/** Sends a change to all connections. */
	send(change: PresenceChange): void;
	/** Sends hidden pages the head, with which they repeat what they have said. */
	wake(peers: readonly Peer[]): void;
	/** These connections have been silent for too long. */
	onSilent(peers: readonly Peer[]): void;
}

/** Where people are and what they do. The actor sends changes in batches; here each is sent at once. */
export class MemoryPresence<Peer> {
	readonly #deps: MemoryPresenceDeps<Peer>;
	readonly #board = new PresenceBoard<Peer>(0);
	#isAlone = true;
	#cancelExpiry: (() => void) | null = null;
	#cancelWake: (() => void) | null = null;

	constructor(deps: MemoryPresenceDeps<Peer>) {
		this.#deps = deps;
	}

	snapshot(): PresenceSnapshot {
		return this.#board.snapshot();
	}

	/** Everybody, for a client that has another revision; null for one that has the current one. */
	snapshotUnless(have: number | null): PresenceSnapshot | null {
		return this.#board.snapshotUnless(have);
	}

	report(peer: Peer, userId: string, update: PresenceUpdate): void {
		this.#board.report(peer, userId, update, this.#deps.clock.now());
		this.#send();
		this.#watch();
	}

	leave(peer: Peer): void {
		this.#board.forget(peer);
		this.#send();
	}

	/** Somebody has joined or left. */
	handlePeople(count: number): void {
		const isAlone = count < 2;
		if (this.#isAlone && !isAlone) this.#board.touch(this.#deps.clock.now());
		this.#isAlone = isAlone;
		if (isAlone) this.#stopWatching();
		else this.#watch();
	}

	#send(): void {
		const change = this.#board.takeChange();
		if (change) this.#deps.send(change);
	}

	#watch(): void {
		this.#watchHidden();
		const at = this.#board.nextExpiryAt();
		if (this.#isAlone || this.#cancelExpiry || at === null) return;
		this.#cancelExpiry = this.#deps.clock.setTimer(() => this.#expire(), at - this.#deps.clock.now());
	}

	#watchHidden(): void {
		if (this.#isAlone || this.#cancelWake || !this.#board.hasHidden()) return;
		const { clock, wake } = this.#deps;
		this.#cancelWake = clock.setTimer(() => {
			this.#cancelWake = null;
			const peers = this.#board.toWake(clock.now());
			if (peers.length > 0) wake(peers);
			this.#watchHidden();
		}, WAKE_CHECK_MS);
	}

	#stopWatching(): void {
		this.#cancelExpiry?.();
		this.#cancelExpiry = null;
		this.#cancelWake?.();
		this.#cancelWake = null;
	}

	#expire(): void {
		this.#cancelExpiry = null;
		const silent = this.#board.expire(this.#deps.clock.now());
		if (silent.length > 0) this.#deps.onSilent(silent);
		this.#send();
		this.#watch();
	}
}
