"use client";
import type { Person, TurnResult } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useOptionalWorkspaceSelector } from "../../react/useSelectorAround.ts";
import { selectPromptText } from "./promptText.ts";

interface StoppedByTextProps extends Pick<TurnResult, "stoppedFor"> {
	readonly by: Person;
}

const MAX_PROMPT_CHARACTERS = 60;

/** Who stopped a turn, and for which prompt. */
export function StoppedByText({ by, stoppedFor }: StoppedByTextProps) {
	const labels = useLabels();
	const text = useOptionalWorkspaceSelector((state) => selectPromptText(state, stoppedFor));
	return labels.turnStopped(by.name, text && truncate(text));
}

function truncate(text: string): string {
	return text.length > MAX_PROMPT_CHARACTERS ? `${text.slice(0, MAX_PROMPT_CHARACTERS)}…` : text;
}
