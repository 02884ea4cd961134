import { type Schedule, scheduleFrame } from "../platform/browser.ts";
import { type Clock, systemClock } from "../platform/timing.ts";
import { Observable } from "../state/observable.ts";
import { updateFields } from "../state/structuralSharing.ts";
import type { WorkspaceState } from "../state/workspaceState.ts";
import type { WorkspaceStore } from "../store/workspaceStore.ts";
import { type ReplaySource, ReplayTimeline } from "./ReplayTimeline.ts";
import type { ReplayMark, ReplayMarkKind } from "./replayMarks.ts";
import { createReplayStore } from "./replayStore.ts";

/** The speeds that a screen offers. Any number from the first to the last one can be set. */
export const REPLAY_SPEEDS = [0.5, 1, 2, 4, 8, 16] as const;

/** Where a replay is. */
export interface ReplayState {
	/** Milliseconds from its beginning, up to `duration`. Gaps of the session in which nothing changed are shortened. */
	readonly time: number;
	/** The moment of the session that is shown, in milliseconds since 1970 by the workspace's clock. */
	readonly at: number;
	/** Whether it goes on by itself. */
	readonly playing: boolean;
	/** How much faster than the session. Default 1. */
	readonly speed: number;
	/** What the reader was led to last: the item of a mark; null for the end of the timeline. A new object each time. */
	readonly target: { readonly itemId: string | null };
}

/** The options of `createReplay`. */
export interface ReplayOptions {
	/** Loads the pictures and files that the timeline names. Default: they are not part of a transcript, so they are missing. */
	readonly readContent?: WorkspaceStore["readContent"] | undefined;
	/** The time. Default: that of the system. */
	readonly clock?: Clock | undefined;
	/** When it moves on. Default: with each frame of the browser. */
	readonly schedule?: Schedule | undefined;
}

/** A finished session that is played again, without a server. */
export interface Replay {
	/** How long it plays at speed 1, in milliseconds. 0 for a transcript without items. */
	readonly duration: number;
	/** The moments to jump to: prompts, approvals, questions and failures. By their time. */
	readonly marks: readonly ReplayMark[];
	/**
	 * The workspace as it was at the moment that is shown, for `<Timeline>` and the hooks: see `<WorkspaceReplay>`. It
	 * holds a few hundred items before that moment; `loadOlder` loads more. Every action is refused with `forbidden`.
	 */
	readonly store: WorkspaceStore;
	/** Where it is. The same object until it moves. */
	get(): ReplayState;
	/** Calls `listener` after each move. The returned function unsubscribes. */
	subscribe(listener: () => void): () => void;
	/** Plays on; at the end, from the beginning. */
	play(): void;
	/** Stands still. */
	pause(): void;
	/** Goes to a time, in milliseconds; to the nearest one there is. */
	seek(time: number): void;
	/** From 0.5 to 16. */
	setSpeed(speed: number): void;
	/** Goes to the next mark of this kind, or of any, and returns it; null if there is none. */
	goToNextMark(kind?: ReplayMarkKind): ReplayMark | null;
	/** As `goToNextMark`, for the one before. While it plays, not to one that was just passed. */
	goToPreviousMark(kind?: ReplayMarkKind): ReplayMark | null;
	/** Goes to a mark. */
	goToMark(mark: ReplayMark): void;
}

/**
 * Plays a session again from its transcript. It stands at its beginning until `play`.
 *
 * A transcript holds when things happened, and not each step between: a text grows evenly from its beginning to its end,
 * a tool call runs until it ended and shows its output then, a permission waits until it was answered. Gaps of more than
 * three seconds in which nothing changed play as three seconds.
 *
 * @param source - A transcript, or only its `items`.
 * @example
 * const response = await fetch("/sessions/42.json");
 * const replay = createReplay(parseTranscript(await response.text()));
 * replay.subscribe(() => console.log(replay.get().time, replay.store.get().itemIds.length));
 * replay.setSpeed(4);
 * replay.play();
 */
export function createReplay(source: ReplaySource, options: ReplayOptions = {}): Replay {
	return new TimelineReplay(source, options);
}

/** More often, the text that grows would not be read any better. */
const MIN_STEP_MS = 30;
/** A longer pause between two frames is one of the machine, and is not played. */
const MAX_STEP_MS = 1_000;
/** While it plays, a mark that was passed within this time is not the one before. */
const JUST_PASSED_MS = 1_000;

class TimelineReplay implements Replay {
	readonly duration: number;
	readonly marks: readonly ReplayMark[];
	readonly store: WorkspaceStore;
	readonly #timeline: ReplayTimeline;
	readonly #clock: Clock;
	readonly #schedule: Schedule;
	readonly #shown: Observable<WorkspaceState>;
	readonly #state: Observable<ReplayState>;
	/** Bound, for hooks that take them out of it. */
	readonly get = () => this.#state.get();
	readonly subscribe = (listener: () => void) => this.#state.subscribe(listener);
	#isAtEnd = true;
	#playedAt = 0;
	#cancelFrame = () => {};

	constructor(source: ReplaySource, { readContent, clock = systemClock, schedule = scheduleFrame }: ReplayOptions) {
		this.#clock = clock;
		this.#schedule = schedule;
		this.#timeline = new ReplayTimeline(source);
		this.duration = this.#timeline.scale.duration;
		this.marks = this.#timeline.marks;
		const at = this.#timeline.scale.momentAt(0);
		this.#timeline.moveTo(at, true);
		this.#shown = new Observable(this.#timeline.state, schedule);
		this.#state = new Observable<ReplayState>(
			{ time: 0, at, playing: false, speed: 1, target: { itemId: null } },
			schedule,
		);
		this.store = createReplayStore({
			state: this.#shown,
			readContent,
			setReading: (isAtEnd) => {
				this.#isAtEnd = isAtEnd;
			},
			loadOlder: () => {
				this.#timeline.showOlder();
				this.#shown.set(this.#timeline.state, "now");
			},
		});
	}

	play(): void {
		const { playing, time } = this.get();
		if (playing || this.duration === 0) return;
		this.#moveTo(time < this.duration ? time : 0, { playing: true, target: { itemId: null } });
		this.#playedAt = this.#clock.now();
		this.#playOn();
	}

	pause(): void {
		this.#cancelFrame();
		this.#state.set(updateFields(this.get(), { playing: false }), "now");
	}

	seek(time: number): void {
		this.#goTo(time, null);
	}

	setSpeed(speed: number): void {
		const limited = Math.min(REPLAY_SPEEDS[5], Math.max(REPLAY_SPEEDS[0], speed));
		this.#state.set(updateFields(this.get(), { speed: limited }), "now");
	}

	goToNextMark(kind?: ReplayMarkKind): ReplayMark | null {
		const { time } = this.get();
		return this.#goToFound(this.#marksOf(kind).find((mark) => mark.time > time));
	}

	goToPreviousMark(kind?: ReplayMarkKind): ReplayMark | null {
		const { time, playing, speed } = this.get();
		const before = playing ? time - JUST_PASSED_MS * speed : time;
		return this.#goToFound(this.#marksOf(kind).findLast((mark) => mark.time < before));
	}

	goToMark({ time, itemId }: ReplayMark): void {
		this.#goTo(time, itemId);
	}

	#marksOf(kind: ReplayMarkKind | undefined): readonly ReplayMark[] {
		return kind === undefined ? this.marks : this.marks.filter((mark) => mark.kind === kind);
	}

	#goToFound(mark: ReplayMark | undefined): ReplayMark | null {
		if (!mark) return null;
		this.goToMark(mark);
		return mark;
	}

	#goTo(time: number, itemId: string | null): void {
		this.#playedAt = this.#clock.now();
		// While it plays, the timeline goes on to follow its end.
		this.#moveTo(time, { target: { itemId: this.get().playing ? null : itemId } });
	}

	#playOn(): void {
		this.#cancelFrame = this.#schedule(() => {
			const { time, playing, speed } = this.get();
			if (!playing) return;
			const now = this.#clock.now();
			const passedMs = Math.min(MAX_STEP_MS, Math.max(0, now - this.#playedAt));
			if (passedMs >= MIN_STEP_MS) {
				this.#playedAt = now;
				const next = time + passedMs * speed;
				this.#moveTo(next, { playing: next < this.duration });
			}
			if (this.get().playing) this.#playOn();
		});
	}

	#moveTo(wanted: number, change: Partial<ReplayState>): void {
		const time = Math.min(this.duration, Math.max(0, wanted || 0));
		const at = this.#timeline.scale.momentAt(time);
		this.#timeline.moveTo(at, this.#isAtEnd);
		this.#shown.set(this.#timeline.state, "now");
		this.#state.set(updateFields(this.get(), { ...change, time, at }), "now");
	}
}
