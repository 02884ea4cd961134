"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import type { ReplayMark, ReplayState } from "../../core/index.ts";
import type { Transcript } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { ReplayContext } from "../../react/ReplayContext.ts";
import { useSelected, WorkspaceOfStore } from "../../react/store.tsx";
import { type UseReplayOptions, useReplayOf } from "../../react/useReplay.ts";
import { Faces } from "../presence/Faces.tsx";
import { Button } from "../primitives/Button.tsx";
import { revealInProse } from "../primitives/hiddenText.ts";
import { Icon } from "../primitives/Icon.tsx";
import { ReplayBar } from "./ReplayBar.tsx";
import { useReplayKeys } from "./useReplayKeys.ts";

/** The props of the player. */
export interface ReplayPlayerProps {
	readonly transcript: Transcript;
	/** The timeline and the status of the nearest workspace, which is the one that is played. */
	readonly timeline: ReactNode;
	readonly status: ReactNode;
	readonly readContent?: UseReplayOptions["readContent"];
	/** Whether the button that plays has the focus at first. Default false. */
	readonly takesFocus?: boolean | undefined;
	/** Shows a button that closes it. */
	readonly onClose?: (() => void) | undefined;
}

const selectPlaying = ({ playing }: ReplayState) => playing;

/** A transcript that is played: the timeline, and below it what moves through it. */
export function ReplayPlayer(props: ReplayPlayerProps) {
	const { transcript, timeline, status, readContent, takesFocus = false, onClose } = props;
	const labels = useLabels();
	const replay = useReplayOf(transcript, { readContent });
	const [reached, setReached] = useState<ReplayMark | null>(null);
	const isPlaying = useSelected(replay, selectPlaying);
	const handleKeyDown = useReplayKeys(replay, setReached);
	const playButton = useRef<HTMLButtonElement>(null);
	useEffect(() => {
		if (takesFocus) playButton.current?.focus({ preventScroll: true });
	}, [takesFocus]);
	return (
		<ReplayContext.Provider value={replay}>
			<WorkspaceOfStore store={replay.store}>
				<section
					className="wsc-replay-player"
					aria-label={labels.replay}
					data-playing={isPlaying || undefined}
					onKeyDown={handleKeyDown}
				>
					<ReplayHead transcript={transcript} onClose={onClose} />
					{replay.store.get().itemIds.length === 0 ? (
						<ReplayEmpty />
					) : (
						<>
							{timeline}
							<div className="wsc-replay-foot">
								{status}
								<ReplayBar replay={replay} playButton={playButton} reached={reached} onReach={setReached} />
							</div>
						</>
					)}
				</section>
			</WorkspaceOfStore>
		</ReplayContext.Provider>
	);
}

/** How many faces fit beside a title on a phone. */
const MAX_FACES = 4;

function ReplayHead({ transcript, onClose }: Pick<ReplayPlayerProps, "transcript" | "onClose">) {
	const labels = useLabels();
	const { title, workspaceId, people = [], items } = transcript;
	const begin = items[0]?.createdAt;
	return (
		<header className="wsc-replay-head">
			<span className="wsc-badge">{labels.replay}</span>
			<h2 className="wsc-bar-title" dir="auto" title={workspaceId}>
				{revealInProse(title ?? workspaceId)}
			</h2>
			{begin !== undefined && (
				<span className="wsc-faint wsc-replay-date" suppressHydrationWarning>
					{labels.time(begin)}
				</span>
			)}
			<span className="wsc-hidden">{people.map(({ name }) => name).join(", ")}</span>
			<Faces people={people} max={MAX_FACES} />
			{onClose && (
				<Button variant="quiet" aria-label={labels.close} title={labels.close} onClick={onClose}>
					<Icon name="close" />
				</Button>
			)}
		</header>
	);
}

function ReplayEmpty() {
	const labels = useLabels();
	return (
		<div className="wsc-empty">
			<span className="wsc-empty-mark">
				<Icon name="play" />
			</span>
			<p className="wsc-empty-title">{labels.replayEmpty}</p>
			<p className="wsc-empty-hint">{labels.replayEmptyHint}</p>
		</div>
	);
}
