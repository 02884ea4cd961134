"use client";
import { useRef } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useFold } from "../fold/useFold.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";

interface PromptTextProps {
	readonly id: string;
	readonly text: string;
}

const MAX_UNFOLDED_CHARACTERS = 1_600;
const MAX_UNFOLDED_LINES = 16;

/** A prompt's words as they were typed; a long one shows its beginning. */
export function PromptText({ id, text }: PromptTextProps) {
	const labels = useLabels();
	const [open, toggle] = useFold(id);
	const shown = useRef<HTMLDivElement>(null);
	const long =
		text.length > MAX_UNFOLDED_CHARACTERS || text.split("\n", MAX_UNFOLDED_LINES + 1).length > MAX_UNFOLDED_LINES;
	const showAll = () => {
		toggle();
		// The button goes away: the focus stays at what it has opened.
		shown.current?.focus({ preventScroll: true });
	};
	return (
		<>
			<div
				ref={shown}
				className="wsc-prompt-text"
				tabIndex={long ? -1 : undefined}
				data-cut={(long && !open) || undefined}
				dir="auto"
			>
				{revealDirectionOverrides(text)}
			</div>
			{long && !open && (
				<button type="button" className="wsc-link" aria-expanded={false} onClick={showAll}>
					{labels.showMore}
				</button>
			)}
		</>
	);
}
