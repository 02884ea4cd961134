"use client";
import type { Person, TurnResult } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useSelectorAround } from "../../react/useSelectorAround.ts";
import { promptText } from "./promptText.ts";

interface TurnStoppedProps extends Pick<TurnResult, "stoppedFor"> {
	readonly by: Person;
}

const MOST_CHARACTERS = 60;

/** Who stopped a turn, and for which prompt. */
export function TurnStopped({ by, stoppedFor }: TurnStoppedProps) {
	const labels = useLabels();
	const text = useSelectorAround((state) => promptText(state, stoppedFor));
	return labels.turnStopped(by.name, text && shorten(text));
}

function shorten(text: string): string {
	return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
