import { EVENTS, parseMessage, type ReadMark, type Turn } from "../../protocol/index.ts";
import { promptersOf } from "../../rules/attention.ts";
import { laterReadMark } from "../../rules/unread.ts";
import type { ConnectionManager } from "../connection/connectionManager.ts";
import type { PageVisibility } from "../platform/browser.ts";
import type { Clock } from "../platform/timing.ts";
import type { Observable } from "../state/observable.ts";
import { updateFields } from "../state/structuralSharing.ts";
import { reduceReading, type Whereabouts } from "../state/unread.ts";
import type { WorkspaceState } from "../state/workspaceState.ts";

interface ReadTrackerDeps {
	readonly state: Observable<WorkspaceState>;
	readonly connection: Pick<ConnectionManager, "perform">;
	readonly visibility: PageVisibility;
	readonly clock: Clock;
}

/** While an agent works, items arrive all the time: marks are sent at most this often. */
const SEND_SPACING_MS = 2_000;
/** Whoever looks at something else for less was not away: there is no summary for them. */
const AWAY_MS = 60_000;

/**
 * Keeps what the person of this browser has read, here and in the workspace. Something is read when it arrives, or is
 * loaded, while they are at the newest item and see the page.
 */
export class ReadTracker {
	readonly #deps: ReadTrackerDeps;
	#isAtEnd = false;
	/** Whether the state was loaded since the start: only then is it known what they have read. */
	#hasBegun = false;
	/** Since when there is no connection. */
	#lostAt: number | null = null;
	#hiddenAt: number | null = null;
	/** The turn that ran last. */
	#turn: Turn | null = null;
	/** The state that was reduced last. */
	#seen: WorkspaceState | null = null;
	/** What they have read here. */
	#read: ReadMark | null = null;
	/** What the workspace has stored. */
	#stored: ReadMark | null = null;
	#isSending = false;
	#cancelSend: (() => void) | null = null;

	constructor(deps: ReadTrackerDeps) {
		this.#deps = deps;
	}

	/** Tracks until the returned function is called. */
	start(): () => void {
		const { state, visibility, clock } = this.#deps;
		this.#hasBegun = false;
		this.#lostAt = null;
		this.#hiddenAt = visibility.isVisible() ? null : clock.now();
		const unobserve = state.subscribeSync(() => this.#update());
		const unsubscribe = visibility.subscribe(() => this.#handleVisibility());
		return () => {
			unobserve();
			unsubscribe();
			this.#cancelSend?.();
			this.#cancelSend = null;
		};
	}

	/** Says whether the reader is at the newest item. */
	setAtEnd(isAtEnd: boolean): void {
		if (isAtEnd === this.#isAtEnd) return;
		this.#isAtEnd = isAtEnd;
		this.#seen = null;
		this.#update();
	}

	/** @param value - `workspace.read`, not parsed yet: they have read on in another window. */
	handleMark(value: unknown): void {
		const mark = parseMessage(EVENTS["workspace.read"], value);
		if (!mark) return;
		this.#stored = laterReadMark(this.#stored, mark);
		const { state } = this.#deps;
		state.set(updateFields(state.get(), { read: laterReadMark(state.get().read, mark) }));
	}

	#update(): void {
		const { state, clock } = this.#deps;
		const current = state.get();
		if (!current.loaded || !current.self || current.connectionStatus.status !== "connected") {
			this.#lostAt ??= clock.now();
			return;
		}
		const isReturn = !this.#hasBegun || (this.#lostAt !== null && clock.now() - this.#lostAt >= AWAY_MS);
		if (!this.#hasBegun) this.#stored = current.read;
		this.#hasBegun = true;
		this.#lostAt = null;
		if (isReturn) this.#return();
		if (this.#hasOwnTurnEnded(current)) this.#markNow();
		if (!isReturn && isSameToRead(this.#seen, current)) return;
		this.#reduce(this.#whereabouts());
		this.#sendSoon();
	}

	/** Whether a turn of this person has ended since the last time. */
	#hasOwnTurnEnded({ turn, items, self }: WorkspaceState): boolean {
		const before = this.#turn;
		this.#turn = turn;
		if (!before || turn?.id === before.id) return false;
		const prompt = items.get(before.promptId);
		return prompt?.kind === "prompt" && promptersOf(prompt).some(({ userId }) => userId === self?.userId);
	}

	/** They have seen something that adds no item. */
	#markNow(): void {
		const { state } = this.#deps;
		if (this.#whereabouts() !== "reading" || !this.#read) return;
		this.#read = { ...this.#read, at: this.#now() };
		state.set(updateFields(state.get(), { read: laterReadMark(state.get().read, this.#read) }));
		void this.#send();
	}

	#handleVisibility(): void {
		const { state, visibility, clock } = this.#deps;
		if (!this.#hasBegun) return;
		if (!visibility.isVisible()) {
			this.#hiddenAt = clock.now();
			if (!this.#isAtEnd || !this.#read) return;
			this.#read = { ...this.#read, at: this.#now() };
			state.set(updateFields(state.get(), { read: laterReadMark(state.get().read, this.#read) }));
			// A page that is closed is hidden first.
			void this.#send();
			return;
		}
		const wasAway = this.#hiddenAt !== null && clock.now() - this.#hiddenAt >= AWAY_MS;
		this.#hiddenAt = null;
		if (wasAway) this.#return();
		else this.#reduce("away");
		this.#reduce(this.#whereabouts());
		this.#sendSoon();
	}

	/** The person is back: says where the new begins, and what has happened. */
	#return(): void {
		this.#reduce("away");
		const { state, connection } = this.#deps;
		const { unreadSince: since, self } = state.get();
		if (!since || !self?.allowedActions.includes("getUnreadSummary")) return;
		connection.perform("getUnreadSummary", since).then(
			(unreadSummary) => {
				if (state.get().unreadSince === since) state.set(updateFields(state.get(), { unreadSummary }));
			},
			// The timeline has all of it.
			() => {},
		);
	}

	#reduce(whereabouts: Whereabouts): void {
		const { state } = this.#deps;
		const next = reduceReading(state.get(), whereabouts, this.#now());
		if (whereabouts === "reading") this.#read = next.read;
		this.#seen = next;
		state.set(next);
	}

	#whereabouts(): Whereabouts {
		if (!this.#deps.visibility.isVisible()) return "away";
		return this.#isAtEnd ? "reading" : "elsewhere";
	}

	#now(): number {
		return this.#deps.clock.now() + this.#deps.state.get().clockOffsetMs;
	}

	#sendSoon(): void {
		if (this.#cancelSend || !this.#isUnsent()) return;
		void this.#send();
		this.#cancelSend = this.#deps.clock.setTimer(() => {
			this.#cancelSend = null;
			this.#sendSoon();
		}, SEND_SPACING_MS);
	}

	/** Whether they have read something that the workspace does not know. */
	#isUnsent(): boolean {
		return this.#read !== null && this.#read.order > (this.#stored?.order ?? -1);
	}

	async #send(): Promise<void> {
		const { state, connection, visibility } = this.#deps;
		const mark = this.#read;
		const isAllowed = state.get().self?.allowedActions.includes("markRead") ?? false;
		if (this.#isSending || !mark || !isAllowed) return;
		this.#isSending = true;
		try {
			this.#stored = laterReadMark(this.#stored, await connection.perform("markRead", { order: mark.order }));
		} catch {
			// It is sent again with the next thing that they read.
		}
		this.#isSending = false;
		if (this.#read !== mark && !visibility.isVisible()) void this.#send();
	}
}

function isSameToRead(before: WorkspaceState | null, now: WorkspaceState): boolean {
	return before !== null && before.itemIds === now.itemIds && before.read === now.read;
}
