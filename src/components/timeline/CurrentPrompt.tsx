"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useTimelineItem } from "../../react/useTimelineItem.ts";
import { Avatar } from "../avatar/Avatar.tsx";
import { useMoveFocusOnUnmount } from "../focus/useFocusHandedOn.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";

interface CurrentPromptProps {
	readonly id: string;
	readonly onShow: () => void;
}

/** What was asked for in the turn that is read, in one line above it. It leads back to the prompt. */
export function CurrentPrompt({ id, onShow }: CurrentPromptProps) {
	const labels = useLabels();
	const item = useTimelineItem(id);
	const ref = useMoveFocusOnUnmount<HTMLDivElement>();
	if (item?.kind !== "prompt") return null;
	return (
		<div ref={ref} className="wsc-current">
			<div className="wsc-column">
				<button type="button" className="wsc-fold-summary" onClick={onShow}>
					<Avatar person={item.by} />
					<span className="wsc-hidden">{labels.promptBy(item.by.name)}: </span>
					<span className="wsc-row-title" dir="auto">
						{revealDirectionOverrides(item.text)}
					</span>
				</button>
			</div>
		</div>
	);
}
