"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useTimelineItem } from "../../react/useTimelineItem.ts";
import { useComponents } from "../replace/useComponents.ts";
import { SendPromptButton } from "./AskButton.tsx";
import { TurnEnd } from "./TurnEnd.tsx";

interface PromptTurnEndProps {
	readonly promptId: string;
}

/** The end of a prompt's turn, once it has come. What broke off without an error of its own can be run again. */
export function PromptTurnEnd({ promptId }: PromptTurnEndProps) {
	const labels = useLabels();
	const { TurnEnd: Part = TurnEnd } = useComponents();
	const item = useTimelineItem(promptId);
	if (item?.kind !== "prompt") return null;
	const { text, attachments, result, state } = item;
	const isBroken = state === "interrupted" || (result?.stopReason === null && !result.error);
	return (
		<>
			{result && <Part result={result} text={text} attachments={attachments} prompt={item} />}
			{isBroken && (
				<div className="wsc-turn-end">
					<SendPromptButton text={text} attachments={attachments} label={labels.runAgain} />
				</div>
			)}
		</>
	);
}
