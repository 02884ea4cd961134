"use client";

import { useEffect, useInsertionEffect, useMemo, useRef, useSyncExternalStore } from "react";
import {
	createReplay,
	type Replay,
	type ReplayMark,
	type ReplayMarkKind,
	type ReplaySource,
	type ReplayState,
	type WorkspaceStore,
} from "../core/index.ts";
import type { TimelineItem } from "../protocol/index.ts";

/** The options of `useReplay`. */
export interface UseReplayOptions {
	/** Loads the pictures and files that the timeline names. Default: they are not part of a transcript, so they are missing. */
	readonly readContent?: WorkspaceStore["readContent"] | undefined;
}

/** A replay, as `useReplay` returns it: where it is, and what moves it. */
export interface ReplayControls extends ReplayState {
	/** How long it plays at speed 1, in milliseconds. 0 for a transcript without items. */
	readonly duration: number;
	/** The moments to jump to: prompts, approvals, questions and failures. By their time. */
	readonly marks: readonly ReplayMark[];
	/**
	 * The timeline at the moment that is shown: its newest items, a few hundred after a jump, oldest first. The same array
	 * until one of them changes.
	 */
	readonly items: readonly TimelineItem[];
	/** Plays on; at the end, from the beginning. */
	readonly play: () => void;
	/** Stands still. */
	readonly pause: () => void;
	/** Goes to a time, in milliseconds. */
	readonly seek: (time: number) => void;
	/** From 0.5 to 16. */
	readonly setSpeed: (speed: number) => void;
	/** Goes to the next mark of this kind, or of any, and returns it; null if there is none. */
	readonly nextMark: (kind?: ReplayMarkKind) => ReplayMark | null;
	/** As `nextMark`, for the one before. */
	readonly previousMark: (kind?: ReplayMarkKind) => ReplayMark | null;
}

/**
 * Plays a finished session again, without a server. It stands at its beginning until `play`, and when the component
 * unmounts. The component renders whenever it moves: about 30 times a second while it plays.
 *
 * @param source - A transcript, as `parseTranscript` returns it from a file and `useTranscript` from a workspace, or only
 * its `items`. Another one begins another replay.
 * @example
 * function Recap({ transcript }: { transcript: Transcript }) {
 * 	const { items, time, duration, playing, play, pause, seek, nextMark } = useReplay(transcript);
 * 	return (
 * 		<>
 * 			{items.map((item) => <TimelineItemView key={item.id} item={item} />)}
 * 			<button type="button" onClick={playing ? pause : play}>{playing ? "Pause" : "Play"}</button>
 * 			<input type="range" max={duration} value={time} onChange={(event) => seek(Number(event.target.value))} />
 * 			<button type="button" onClick={() => nextMark("failure")}>Next failure</button>
 * 		</>
 * 	);
 * }
 */
export function useReplay(source: ReplaySource, options: UseReplayOptions = {}): ReplayControls {
	const replay = useReplayOf(source, options);
	const state = useReplayState(replay);
	const { get, subscribe } = replay.store;
	const workspace = useSyncExternalStore(subscribe, get, get);
	const { itemIds, items: byId } = workspace;
	const items = useMemo(() => itemIds.flatMap((id) => byId.get(id) ?? []), [itemIds, byId]);
	return useMemo(
		() => ({
			...state,
			duration: replay.duration,
			marks: replay.marks,
			items,
			play: () => replay.play(),
			pause: () => replay.pause(),
			seek: (time) => replay.seek(time),
			setSpeed: (speed) => replay.setSpeed(speed),
			nextMark: (kind) => replay.goToNextMark(kind),
			previousMark: (kind) => replay.goToPreviousMark(kind),
		}),
		[replay, state, items],
	);
}

/** A replay that stands still when the component unmounts. `readContent` may be a new function on each render. */
export function useReplayOf(source: ReplaySource, { readContent }: UseReplayOptions = {}): Replay {
	const { items } = source;
	const latest = useRef(readContent);
	useInsertionEffect(() => {
		latest.current = readContent;
	});
	const canRead = readContent !== undefined;
	// biome-ignore lint/correctness/useExhaustiveDependencies: other items are another session, whatever object they are in.
	const replay = useMemo(
		() => createReplay(source, { readContent: readContent && ((id) => (latest.current ?? readContent)(id)) }),
		[items, canRead],
	);
	useEffect(() => () => replay.pause(), [replay]);
	return replay;
}

/** Where a replay is. */
export function useReplayState(replay: Replay): ReplayState {
	return useSyncExternalStore(replay.subscribe, replay.get, replay.get);
}
