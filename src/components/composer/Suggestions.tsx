"use client";

import { selectIsNew } from "../../core/state/selectors.ts";
import { editFieldText } from "../../react/composer/editFieldText.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useWorkspaceSelector } from "../../react/store.tsx";
import { Button } from "../primitives/Button.tsx";
import type { PromptSuggestion } from "../slots/partProps.ts";

interface SuggestionsProps {
	readonly suggestions: readonly PromptSuggestion[];
	/** Where the chosen one goes. */
	readonly field: () => HTMLTextAreaElement | null;
}

/** Prompts to begin with, until there is a first one or somebody types. One that is chosen can still be edited. */
export function Suggestions({ suggestions, field }: SuggestionsProps) {
	const labels = useLabels();
	const isFresh = useWorkspaceSelector(
		(state) => selectIsNew(state) && state.outbox.length === 0 && state.draft === "",
	);
	if (!isFresh || suggestions.length === 0) return null;
	const choose = (text: string) => {
		const input = field();
		if (input) editFieldText(input, text);
	};
	return (
		<ul className="wsc-suggestions" aria-label={labels.suggestions}>
			{suggestions.map((suggestion) => {
				const { label, prompt } =
					typeof suggestion === "string" ? { label: suggestion, prompt: suggestion } : suggestion;
				return (
					<li key={label}>
						<Button className="wsc-suggestion" onClick={() => choose(prompt)}>
							<span dir="auto">{label}</span>
						</Button>
					</li>
				);
			})}
		</ul>
	);
}
