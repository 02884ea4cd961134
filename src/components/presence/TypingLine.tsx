"use client";

import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useOthers } from "../../react/presence.ts";
import { partClassName } from "../primitives/partStyle.ts";

/** The props of `<TypingLine>`. */
export interface TypingLineProps {
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/**
 * Who else is typing, in one line. It keeps its place while somebody else has the workspace open, so that nothing moves
 * when they begin to type, and is absent while nobody has. It is not announced to screen readers.
 */
export function TypingLine({ className }: TypingLineProps) {
	const labels = useLabels();
	const isAlone = useOthers(({ length }) => length === 0);
	const names = useOthers((others) => others.filter(({ presence }) => presence?.typing).map(({ name }) => name));
	if (isAlone) return null;
	return (
		<p className={partClassName("wsc-typing", className)} dir="auto">
			{/* Also while it is empty: in the chat, parts without anything in them take no place. */}
			<span>{names.length > 0 && labels.typing(names)}</span>
		</p>
	);
}
