"use client";
import type { PromptItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { Avatar } from "../avatar/Avatar.tsx";
import { partClassName } from "../part/partClass.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";

interface WithdrawnPromptProps {
	readonly item: PromptItem;
}

/** A prompt that was taken back before its turn: nothing came of it. */
export function WithdrawnPrompt({ item: { by, text, attachments, state } }: WithdrawnPromptProps) {
	const labels = useLabels();
	const words = revealDirectionOverrides(text || attachments.map(({ name }) => name).join(", "));
	return (
		<article className={partClassName("wsc-session-line")} data-state={state} aria-label={labels.promptBy(by.name)}>
			<Avatar person={by} />
			<span className="wsc-row-title" dir="auto" title={words}>
				{words}
			</span>
			<span className="wsc-badge">{labels.promptState.withdrawn}</span>
		</article>
	);
}
