"use client";

import type { ReadMark, UnreadSummary } from "../../protocol/index.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { Button } from "../primitives/Button.tsx";
import { useMoveFocusOnUnmount } from "../primitives/focus.ts";
import { Icon } from "../primitives/Icon.tsx";

interface SinceYouLeftProps {
	readonly since: ReadMark;
	readonly summary: UnreadSummary;
	/** Leads to where the new begins. */
	readonly onShow: () => void;
	readonly onDismiss: () => void;
}

/** What has happened while the reader was away, until they dismiss it. Nothing if there is nothing to say beside the count. */
export function SinceYouLeft({ since, summary, onShow, onDismiss }: SinceYouLeftProps) {
	const labels = useLabels();
	const ref = useMoveFocusOnUnmount<HTMLDivElement>();
	const facts = factsOf(summary, labels);
	if (facts.length === 0) return null;
	return (
		<div ref={ref} className="wsc-since" role="status">
			<p className="wsc-since-text">
				<strong>{labels.sinceYouLeft(labels.time(since.at))}</strong>
				{facts.map((fact) => (
					<span key={fact}>{fact}</span>
				))}
				{summary.failures > 0 && <span className="wsc-since-failed">{labels.turnsFailed(summary.failures)}</span>}
			</p>
			<Button
				onClick={() => {
					onShow();
					onDismiss();
				}}
			>
				{labels.showNew}
			</Button>
			<Button variant="quiet" aria-label={labels.dismiss} title={labels.dismiss} onClick={onDismiss}>
				<Icon name="close" />
			</Button>
		</div>
	);
}

function factsOf({ turns, files, approvals, notes = 0, mentions = 0 }: UnreadSummary, labels: Labels) {
	return [
		...(mentions > 0 ? [labels.mentionsOfYou(mentions)] : []),
		...(turns > 0 ? [labels.turnsEnded(turns)] : []),
		...(files > 0 ? [labels.filesChanged(files)] : []),
		...(approvals > 0 ? [labels.approvalsRequested(approvals)] : []),
		...(notes > 0 ? [labels.notesWritten(notes)] : []),
	];
}
