"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useTimelineItem } from "../../react/useTimelineItem.ts";
import { useComponents } from "../replace/useComponents.ts";
import { RunAgain } from "./RunAgain.tsx";
import { TurnEnd } from "./TurnEnd.tsx";

interface TurnEndOfProps {
	readonly promptId: string;
}

/** The end of a prompt's turn, once it has come. What a crash broke off can be run again. */
export function TurnEndOf({ promptId }: TurnEndOfProps) {
	const labels = useLabels();
	const { TurnEnd: Part = TurnEnd } = useComponents();
	const item = useTimelineItem(promptId);
	if (item?.kind !== "prompt") return null;
	if (item.result) return <Part result={item.result} text={item.text} attachments={item.attachments} prompt={item} />;
	if (item.state !== "interrupted") return null;
	return (
		<div className="wsc-turn-end">
			<RunAgain text={item.text} attachments={item.attachments} label={labels.runAgain} />
		</div>
	);
}
