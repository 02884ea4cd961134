"use client";
import { useTimelineItem } from "../../react/useTimelineItem.ts";
import { TurnEnd } from "./TurnEnd.tsx";

interface TurnEndOfProps {
	readonly promptId: string;
}

/** The end of a prompt's turn, once it has come. */
export function TurnEndOf({ promptId }: TurnEndOfProps) {
	const item = useTimelineItem(promptId);
	if (item?.kind !== "prompt" || !item.result) return null;
	return <TurnEnd result={item.result} text={item.text} />;
}
