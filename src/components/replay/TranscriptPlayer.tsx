"use client";

import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { createLazyPart, type PlainForm } from "../primitives/lazyPart.tsx";
import { PartBoundary } from "../primitives/PartBoundary.tsx";
import { SearchContext } from "../search/SearchButton.tsx";
import { Timeline } from "../timeline/Timeline.tsx";
import { TurnStatus } from "../turn/TurnStatus.tsx";
import type { ReplayPlayerProps } from "./ReplayPlayer.tsx";

/** While the code is fetched, and where that fails. */
const PlainReplayPlayer: PlainForm<ReplayPlayerProps> = ({ isLoading, onClose }) => {
	const labels = useLabels();
	return (
		<div className="wsc-loading" role="status">
			<span>{isLoading ? labels.loading : labels.replayUnavailable}</span>
			{onClose && (
				<button type="button" className="wsc-link" onClick={onClose}>
					{labels.close}
				</button>
			)}
		</div>
	);
};

const LazyReplayPlayer = createLazyPart<ReplayPlayerProps>(
	async () => (await import("./ReplayPlayer.tsx")).ReplayPlayer,
	PlainReplayPlayer,
);

/** The search of the chat is not for what is played. */
const TIMELINE = (
	<SearchContext.Provider value={null}>
		<PartBoundary part="Timeline">
			<Timeline />
		</PartBoundary>
	</SearchContext.Provider>
);

const STATUS = <TurnStatus />;

/**
 * A transcript that is played. The player is rarely needed, so it is fetched when it is rendered. It takes the parts that the
 * chat has anyway: if it imported them, bundlers would load them with it.
 */
export function TranscriptPlayer(props: Omit<ReplayPlayerProps, "timeline" | "status">) {
	return <LazyReplayPlayer {...props} timeline={TIMELINE} status={STATUS} />;
}
