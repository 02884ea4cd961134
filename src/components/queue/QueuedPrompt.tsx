"use client";
import { useLayoutEffect, useRef, useState } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useMovePrompt } from "../../react/useMovePrompt.ts";
import { useTurn } from "../../react/useTurn.ts";
import { Avatar } from "../avatar/Avatar.tsx";
import { useFocusHandedOn } from "../focus/useFocusHandedOn.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { EditPrompt } from "./EditPrompt.tsx";
import type { QueuedPromptProps } from "./PlainQueuedPrompt.tsx";
import { QueueTools } from "./QueueTools.tsx";

/** A prompt that waits, to be edited in place, moved and taken back by who wrote it, or owns the workspace. */
export function QueuedPrompt({ prompt, waiting }: QueuedPromptProps) {
	const labels = useLabels();
	const ref = useFocusHandedOn<HTMLLIElement>();
	const editButton = useRef<HTMLButtonElement>(null);
	const [mode, setMode] = useState<"shown" | "edited" | "done">("shown");
	useLayoutEffect(() => {
		if (mode === "done") editButton.current?.focus({ preventScroll: true });
	}, [mode]);
	const move = useMovePrompt(prompt, waiting);
	return (
		// Alt and an arrow move it, from any button in it.
		<li ref={ref} className="wsc-queued" onKeyDown={mode === "edited" ? undefined : move.handleKey}>
			<Avatar person={prompt.by} />
			<span className="wsc-hidden">{prompt.by.name}</span>
			{mode === "edited" ? (
				<EditPrompt prompt={prompt} onClose={() => setMode("done")} />
			) : (
				<>
					<span className="wsc-queued-text" dir="auto">
						{revealDirectionOverrides(prompt.text || prompt.attachments.map(({ name }) => name).join(", "))}
					</span>
					<QueuedMarks prompt={prompt} />
					<QueueTools prompt={prompt} move={move} editRef={editButton} onEdit={() => setMode("edited")} />
				</>
			)}
			<span className="wsc-hidden" role="status">
				{move.moved && labels.promptMoved(waiting.indexOf(prompt) + 1, waiting.length)}
			</span>
		</li>
	);
}

/** What is not plain about it: the turn stops for it after its step, or another person has changed it. */
function QueuedMarks({ prompt: { steering, editedBy } }: Pick<QueuedPromptProps, "prompt">) {
	const labels = useLabels();
	const turn = useTurn();
	const steers = steering?.how === "steer" && steering.turnId === turn?.id && turn?.state === "running";
	return (
		<>
			{steers && <span className="wsc-badge">{labels.afterStep}</span>}
			{editedBy && <span className="wsc-badge">{labels.editedBy(editedBy.name)}</span>}
		</>
	);
}
