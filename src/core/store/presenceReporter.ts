import {
	INTERVALS,
	LIMITS,
	type PresenceStatus,
	type PresenceUpdate,
	type UpdatePresenceResponse,
} from "../../protocol/index.ts";
import type { ConnectionManager } from "../connection/connectionManager.ts";
import { parsePresenceChange } from "../parse/messages.ts";
import type { PageActivity, PageVisibility } from "../platform/browser.ts";
import { type Clock, InactivityTimer } from "../platform/timing.ts";
import type { Observable } from "../state/observable.ts";
import { reducePresenceChange, reducePresenceSnapshot } from "../state/presenceReducer.ts";
import { updateFields } from "../state/structuralSharing.ts";
import type { WorkspaceState } from "../state/workspaceState.ts";

/** What a screen says of its person. The rest is known from the page. What is not said stays as it is. */
export interface OwnPresence {
	/** What the person is typing. It ends by itself after 4 s without another call. */
	readonly typing?: PresenceUpdate["typing"] | undefined;
	/** The item that the person reads; null at the end of the timeline. */
	readonly itemId?: string | null | undefined;
	/** The item that the person points at or has open, such as a permission request: it counts before `itemId`. */
	readonly openItemId?: string | null | undefined;
	/** The file or diff that the person has open, relative to the agent's folder. A very long one is not told. */
	readonly path?: string | null | undefined;
}

interface PresenceReporterDeps {
	readonly state: Observable<WorkspaceState>;
	readonly connection: Pick<ConnectionManager, "callOnce">;
	readonly clock: Clock;
	readonly visibility: PageVisibility;
	readonly activity: PageActivity;
}

/** After this long without a key, a person no longer types. */
const TYPING_MS = 4_000;

/** After this long without a key or a pointer, a person is idle. */
const IDLE_MS = 120_000;

/** A head that wakes a hidden page comes so long before its next report is due. */
const HEAD_EARLY_MS = INTERVALS.presenceRepeatMs - INTERVALS.presenceWakeMs;

/** The shortest time between two reports. All people together make at most 67 a second: each costs the workspace a call. */
const SPACING_MS = 200;
const SPACING_MS_PER_PERSON = 15;

/**
 * Says where the person of this browser is and what they do, while somebody else is there: at once, then at intervals as
 * long as something changes, and every few seconds as a sign of life. Alone it says nothing. A report that is lost comes
 * with the next one, and what this browser has missed comes with the response.
 */
export class PresenceReporter {
	readonly #deps: PresenceReporterDeps;
	readonly #typing: InactivityTimer;
	readonly #idle: InactivityTimer;
	#own: Required<OwnPresence> = { typing: null, itemId: null, openItemId: null, path: null };
	#isIdle = false;
	/** What the workspace has been told last; null when that is not known. */
	#sent: PresenceUpdate | null = null;
	#sentAt = Number.NEGATIVE_INFINITY;
	#hasFailed = false;
	#isSending = false;
	/** The number of the newest report. */
	#reports = 0;
	#cancelTimer = () => {};
	/** Ends listening to what the person does at the page; null while nobody asks for it. */
	#unwatch: (() => void) | null = null;

	constructor(deps: PresenceReporterDeps) {
		this.#deps = deps;
		this.#typing = new InactivityTimer(deps.clock, () => this.update({ typing: null }));
		this.#idle = new InactivityTimer(deps.clock, () => this.#setIdle(true));
	}

	/** Reports until the returned function is called. */
	start(): () => void {
		const { state, visibility } = this.#deps;
		const stops = [
			visibility.subscribe(() => this.#schedule()),
			state.subscribeSync((next, previous) => {
				const isSame =
					next.participants === previous.participants &&
					next.connectionStatus === previous.connectionStatus &&
					next.self === previous.self &&
					next.presence.revision === previous.presence.revision;
				if (!isSame) this.#schedule();
			}),
		];
		return () => {
			for (const stop of stops) stop();
			this.#typing.stop();
			this.#rest();
		};
	}

	/** The workspace may have forgotten what it was told: the connection or its process is another one. */
	handleSynced(): void {
		this.#sent = null;
		this.#schedule();
	}

	/** The timers of a hidden page may run once a minute, and what it receives wakes it at once: the workspace sends it for that. */
	handleHead(): void {
		this.#schedule(this.#deps.visibility.isVisible() ? 0 : HEAD_EARLY_MS);
	}

	/** @param value - `workspace.presence`, not parsed yet. */
	handleChange(value: unknown): void {
		const change = parsePresenceChange(value);
		const { state } = this.#deps;
		const { presence } = state.get();
		const next = change ? reducePresenceChange(presence, change) : { ...presence, revision: null };
		state.set(updateFields(state.get(), { presence: next }));
	}

	/** The person types, or has stopped to. Typing ends by itself when it is not repeated. */
	update(change: OwnPresence): void {
		const next = updateFields(this.#own, dropLongPath(change));
		if (change.typing) this.#touchTyping();
		else if (next.typing === null) this.#typing.stop();
		if (next === this.#own) return;
		this.#own = next;
		this.#schedule();
	}

	#touchTyping(): void {
		if (this.#own.typing === null) this.#typing.start(TYPING_MS);
		else this.#typing.touch();
	}

	#setIdle(isIdle: boolean): void {
		this.#isIdle = isIdle;
		this.#schedule();
	}

	#handleActivity(): void {
		this.#idle.touch();
		if (!this.#isIdle) return;
		this.#idle.start(IDLE_MS);
		this.#setIdle(false);
	}

	#isNeeded(): boolean {
		const { connectionStatus, self, participants } = this.#deps.state.get();
		if (connectionStatus.status !== "connected" || !self) return false;
		// An older workspace does not know the action.
		if (!self.allowedActions.includes("updatePresence")) return false;
		return participants.some(({ userId }) => userId !== self.userId);
	}

	#current(): PresenceUpdate {
		const status: PresenceStatus = !this.#deps.visibility.isVisible() ? "away" : this.#isIdle ? "idle" : "here";
		// Nobody reads or types at a page that they do not see.
		if (status === "away") return { status, typing: null, itemId: null, path: null };
		const { typing = null, itemId = null, openItemId, path = null } = this.#own;
		return { status, typing, itemId: openItemId ?? itemId, path };
	}

	/** @param earlyMs - How long before it is due a report with nothing new is sent. */
	#schedule(earlyMs = 0): void {
		this.#cancelTimer();
		if (!this.#isNeeded()) {
			this.#rest();
			return;
		}
		if (!this.#unwatch) {
			this.#unwatch = this.#deps.activity.subscribe(() => this.#handleActivity());
			this.#idle.start(IDLE_MS);
		}
		// The timer that ends a call without an answer may not run either.
		const isLost = earlyMs > 0 && this.#deps.clock.now() >= this.#sentAt + INTERVALS.presenceWakeMs;
		if (this.#isSending && !isLost) return;
		const waitMs = this.#dueAt(earlyMs) - this.#deps.clock.now();
		if (waitMs > 0) this.#cancelTimer = this.#deps.clock.setTimer(() => this.#schedule(), waitMs);
		else void this.#report();
	}

	/** When the next report is due. */
	#dueAt(earlyMs: number): number {
		const { participants, presence } = this.#deps.state.get();
		const current = this.#current();
		const isNew = this.#sent === null || presence.revision === null || updateFields(this.#sent, current) !== this.#sent;
		if (isNew && !this.#hasFailed)
			return this.#sentAt + Math.max(SPACING_MS, SPACING_MS_PER_PERSON * participants.length);
		return this.#sentAt + INTERVALS.presenceRepeatMs - earlyMs;
	}

	async #report(): Promise<void> {
		const { state, connection, clock } = this.#deps;
		const update = this.#current();
		this.#sent = update;
		this.#sentAt = clock.now();
		this.#isSending = true;
		const report = ++this.#reports;
		const request = { ...update, have: state.get().presence.revision };
		const response = await connection.callOnce("updatePresence", request).catch(() => null);
		if (response) this.#handleResponse(response);
		if (report !== this.#reports) return;
		this.#isSending = false;
		this.#hasFailed = response === null;
		this.#schedule();
	}

	#handleResponse({ presence }: UpdatePresenceResponse): void {
		const { state } = this.#deps;
		const next = reducePresenceSnapshot(state.get().presence, presence ?? undefined);
		state.set(updateFields(state.get(), { presence: next }));
	}

	/** Nobody is there who wants to know. */
	#rest(): void {
		this.#cancelTimer();
		this.#sent = null;
		this.#idle.stop();
		this.#isIdle = false;
		this.#unwatch?.();
		this.#unwatch = null;
	}
}

/** A longer path would be refused, and with it all that is said beside it. */
function dropLongPath(change: OwnPresence): OwnPresence {
	const isTooLong = change.path != null && change.path.length > LIMITS.presencePathCharacters;
	return isTooLong ? { ...change, path: null } : change;
}
