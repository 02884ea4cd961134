"use client";

import type { RefObject } from "react";
import {
	REPLAY_MARK_KINDS,
	REPLAY_SPEEDS,
	type Replay,
	type ReplayMark,
	type ReplayMarkKind,
} from "../../core/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useReplayState } from "../../react/useReplay.ts";
import { Button } from "../primitives/Button.tsx";
import { revealInProse } from "../primitives/hiddenText.ts";
import { Icon } from "../primitives/Icon.tsx";
import { formatPlaybackTime, ReplayTrack } from "./ReplayTrack.tsx";

interface ReplayBarProps {
	readonly replay: Replay;
	readonly playButton: RefObject<HTMLButtonElement | null>;
	/** The mark that somebody has gone to last; null after any other move. */
	readonly reached: ReplayMark | null;
	readonly onReach: (mark: ReplayMark | null) => void;
}

const KEYS: Readonly<Record<ReplayMarkKind, string | null>> = {
	prompt: null,
	approval: "A",
	question: "Q",
	failure: "F",
};

const withKey = (label: string, key: string | null) => (key === null ? label : `${label} (${key})`);

/** The scrubber of a replay, and its buttons. */
export function ReplayBar({ replay, playButton, reached, onReach }: ReplayBarProps) {
	const labels = useLabels();
	const state = useReplayState(replay);
	const { time, at, playing, speed } = state;
	const play = () => {
		onReach(null);
		if (playing) replay.pause();
		else replay.play();
	};
	const shown = state.target.itemId === reached?.itemId ? reached : null;
	return (
		<div className="wsc-replay-bar">
			<ReplayTrack replay={replay} state={state} onReach={onReach} />
			<div className="wsc-replay-row">
				<span className="wsc-replay-buttons">
					<Button
						variant="quiet"
						aria-label={labels.previousMark}
						aria-keyshortcuts="P"
						title={withKey(labels.previousMark, "P")}
						onClick={() => onReach(replay.goToPreviousMark())}
					>
						<Icon name="previous" />
					</Button>
					<Button
						ref={playButton}
						variant="primary"
						className="wsc-replay-play"
						aria-label={playing ? labels.pause : labels.play}
						title={playing ? labels.pause : labels.play}
						onClick={play}
					>
						<Icon name={playing ? "pause" : "play"} />
					</Button>
					<Button
						variant="quiet"
						aria-label={labels.nextMark}
						aria-keyshortcuts="N"
						title={withKey(labels.nextMark, "N")}
						onClick={() => onReach(replay.goToNextMark())}
					>
						<Icon name="next" />
					</Button>
				</span>
				<span className="wsc-replay-time">
					{`${formatPlaybackTime(time)} / ${formatPlaybackTime(replay.duration)}`}
				</span>
				<span className="wsc-replay-now" role="status">
					{shown ? (
						<span className="wsc-replay-reached" data-kind={shown.kind} dir="auto">
							{`${labels.replayMark[shown.kind]}: ${revealInProse(firstLineOf(shown.text))}`}
						</span>
					) : (
						<span className="wsc-faint" aria-hidden="true">
							{labels.time(at)}
						</span>
					)}
				</span>
				<ReplayMarkButtons replay={replay} onReach={onReach} />
				<select
					className="wsc-select wsc-replay-speed"
					aria-label={labels.replaySpeed}
					title={labels.replaySpeed}
					value={speed}
					onChange={(event) => replay.setSpeed(Number(event.target.value))}
				>
					{REPLAY_SPEEDS.map((one) => (
						<option key={one} value={one}>
							{labels.replaySpeedOf(one)}
						</option>
					))}
				</select>
			</div>
		</div>
	);
}

function firstLineOf(text: string): string {
	return text.trim().split("\n", 1)[0] ?? "";
}

/** How many marks there are of each kind. A click goes to the next one, and after the last to the first. */
function ReplayMarkButtons({ replay, onReach }: Pick<ReplayBarProps, "replay" | "onReach">) {
	const labels = useLabels();
	const goTo = (kind: ReplayMarkKind) => {
		const first = replay.marks.find((mark) => mark.kind === kind);
		const next = replay.goToNextMark(kind) ?? first ?? null;
		if (next && next === first) replay.goToMark(next);
		onReach(next);
	};
	return (
		<span className="wsc-replay-chips">
			{REPLAY_MARK_KINDS.map((kind) => {
				const count = replay.marks.filter((mark) => mark.kind === kind).length;
				const label = labels.nextMarkOf[kind];
				if (count === 0) return null;
				return (
					<button
						key={kind}
						type="button"
						className="wsc-replay-chip"
						data-kind={kind}
						aria-description={label}
						aria-keyshortcuts={KEYS[kind] ?? undefined}
						title={withKey(label, KEYS[kind])}
						onClick={() => goTo(kind)}
					>
						{labels.replayMarks(kind, count)}
					</button>
				);
			})}
		</span>
	);
}
