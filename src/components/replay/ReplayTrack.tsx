"use client";

import { type ChangeEvent, type CSSProperties, memo, type PointerEvent, useMemo, useRef, useState } from "react";
import type { Replay, ReplayMark, ReplayState } from "../../core/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { revealInProse } from "../primitives/hiddenText.ts";

/** A time of the playback, as players write it: `0:07`, `12:30`, `1:02:03`. */
export function formatPlaybackTime(ms: number): string {
	const seconds = Math.floor(ms / 1_000);
	const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
	const end = String(seconds % 60).padStart(2, "0");
	return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${end}` : `${minutes}:${end}`;
}

interface ReplayTrackProps {
	readonly replay: Replay;
	readonly state: ReplayState;
	readonly onReach: (mark: ReplayMark | null) => void;
}

/** The scrubber: a slider over a track with the marks. A pointer near to a mark goes to the mark. */
export function ReplayTrack({ replay, state, onReach }: ReplayTrackProps) {
	const labels = useLabels();
	const { duration, marks } = replay;
	const track = useRef<HTMLDivElement>(null);
	const isPointing = useRef(false);
	const [pointedAt, setPointedAt] = useState<number | null>(null);
	const handleChange = ({ target }: ChangeEvent<HTMLInputElement>) => {
		const time = Number(target.value);
		const near = isPointing.current ? nearestMark(marks, time, reachOf(track.current, duration)) : null;
		if (near) replay.goToMark(near);
		else replay.seek(time);
		onReach(near);
	};
	const handlePointerMove = ({ clientX, pointerType, currentTarget }: PointerEvent<HTMLDivElement>) => {
		if (pointerType === "mouse") setPointedAt(duration * shareAt(clientX, currentTarget));
	};
	const clock = labels.time(state.at);
	return (
		<div
			ref={track}
			className="wsc-replay-track"
			style={{ "--_played": shareOf(state.time, duration) } as CSSProperties}
			onPointerDown={() => {
				isPointing.current = true;
			}}
			onPointerUp={() => {
				isPointing.current = false;
			}}
			onPointerMove={handlePointerMove}
			onPointerLeave={() => setPointedAt(null)}
		>
			<Marks marks={marks} duration={duration} />
			<input
				type="range"
				className="wsc-replay-slider"
				aria-label={labels.replayPosition}
				aria-valuetext={labels.replayPositionAt(labels.duration(state.time), labels.duration(duration), clock)}
				min={0}
				max={Math.ceil(duration)}
				step="any"
				value={state.time}
				onChange={handleChange}
			/>
			{pointedAt !== null && (
				<Tip
					time={pointedAt}
					duration={duration}
					mark={nearestMark(marks, pointedAt, reachOf(track.current, duration))}
				/>
			)}
		</div>
	);
}

const shareOf = (time: number, duration: number) => (duration > 0 ? time / duration : 0);

/** The knob of the slider stays within the track, so the track begins and ends in the middle of it. */
const KNOB_PX = 14;

/** Where a pointer is on the track, from 0 to 1. */
function shareAt(clientX: number, track: Element): number {
	const { left, width } = track.getBoundingClientRect();
	const share = (clientX - left - KNOB_PX / 2) / Math.max(1, width - KNOB_PX);
	const isMirrored = getComputedStyle(track).direction === "rtl";
	return Math.min(1, Math.max(0, isMirrored ? 1 - share : share));
}

/** A pointer is rarely more exact. */
const REACH_PX = 5;

/** How far from a pointer a mark may be, in milliseconds. */
function reachOf(track: Element | null, duration: number): number {
	const width = (track?.clientWidth ?? 0) - KNOB_PX;
	return width > 0 ? (duration * REACH_PX) / width : 0;
}

function nearestMark(marks: readonly ReplayMark[], time: number, reach: number): ReplayMark | null {
	let nearest: ReplayMark | null = null;
	for (const mark of marks) {
		const distance = Math.abs(mark.time - time);
		if (distance <= reach && (!nearest || distance < Math.abs(nearest.time - time))) nearest = mark;
	}
	return nearest;
}

interface TipProps {
	readonly time: number;
	readonly duration: number;
	readonly mark: ReplayMark | null;
}

/** What is where the pointer is. */
function Tip({ time, duration, mark }: TipProps) {
	const labels = useLabels();
	const text = mark && `${labels.replayMark[mark.kind]}: ${revealInProse(mark.text.trim())}`;
	return (
		<span className="wsc-replay-tip" aria-hidden="true" style={{ "--_at": shareOf(time, duration) } as CSSProperties}>
			<span className="wsc-replay-time">{formatPlaybackTime(mark?.time ?? time)}</span>
			{text && (
				<span className="wsc-replay-reached" data-kind={mark?.kind} dir="auto">
					{text}
				</span>
			)}
		</span>
	);
}

/** More would not be seen. */
const MAX_MARKS_PER_KIND = 300;
/** As many prompts would be a fence, behind which the other marks are lost. */
const MAX_PROMPTS = 80;

interface MarksProps {
	readonly marks: readonly ReplayMark[];
	readonly duration: number;
}

/** The marks on the track. Of those that would cover each other only one is there, and no prompts where there are many. */
const Marks = memo(function Marks({ marks, duration }: MarksProps) {
	const places = useMemo(() => {
		const hasFence = marks.filter(({ kind }) => kind === "prompt").length > MAX_PROMPTS;
		const seen = new Map<string, Pick<ReplayMark, "kind"> & { readonly share: number }>();
		for (const { kind, time } of marks) {
			if (hasFence && kind === "prompt") continue;
			const share = shareOf(time, duration);
			seen.set(`${kind} ${Math.round(share * MAX_MARKS_PER_KIND)}`, { kind, share });
		}
		return [...seen];
	}, [marks, duration]);
	return (
		<span className="wsc-replay-marks" aria-hidden="true">
			{places.map(([key, { kind, share }]) => (
				<span key={key} className="wsc-replay-mark" data-kind={kind} style={{ "--_at": share } as CSSProperties} />
			))}
		</span>
	);
});
