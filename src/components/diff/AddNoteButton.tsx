"use client";

import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { hasModifier } from "../../react/keyboard.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { Icon } from "../primitives/Icon.tsx";

interface AddNoteButtonProps {
	readonly list: RefObject<HTMLOListElement | null>;
	readonly onAdd: (line: number) => void;
}

interface Target {
	readonly line: number;
	/** Where its line is in the list, in pixels. */
	readonly top: number;
	readonly left: number;
}

const KEY_STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };
const LINES = ".wsc-diff-line[data-note-line]";

/**
 * The button that begins a note about the line under the pointer. There is one for all lines, which goes along: a diff has
 * thousands. With the keyboard it is one stop behind the list, and the arrow keys move it from line to line.
 */
export function AddNoteButton({ list, onAdd }: AddNoteButtonProps) {
	const labels = useLabels();
	const button = useRef<HTMLButtonElement>(null);
	const [target, setTarget] = useState<Target | null>(null);
	const keepsFocus = useRef(false);

	useEffect(() => {
		const { current } = list;
		if (!current) return;
		// A touch says so, too, and leaves the button where it was.
		const show = ({ target: over }: PointerEvent) => {
			const line = over instanceof Element ? over.closest<HTMLElement>(LINES) : null;
			if (line) setTarget(targetOf(line));
		};
		current.addEventListener("pointerover", show);
		return () => current.removeEventListener("pointerover", show);
	}, [list]);

	// biome-ignore lint/correctness/useExhaustiveDependencies: the button of another line is another element.
	useEffect(() => {
		if (keepsFocus.current) button.current?.focus({ preventScroll: true });
		keepsFocus.current = false;
	}, [target?.line]);

	const linesOf = () => [...(list.current?.querySelectorAll<HTMLElement>(LINES) ?? [])];
	const goTo = (line: HTMLElement | undefined) => {
		if (!line) return;
		keepsFocus.current = true;
		line.scrollIntoView({ block: "nearest" });
		setTarget(targetOf(line));
	};
	const handleKeyDown = (event: KeyboardEvent) => {
		const step = KEY_STEPS[event.key];
		if (!step || hasModifier(event)) return;
		event.preventDefault();
		const lines = linesOf();
		const at = lines.findIndex((line) => lineOf(line) === target?.line);
		goTo(lines[Math.max(0, Math.min(lines.length - 1, at + step))]);
	};
	return (
		<button
			// Another element for each line: a screen reader says whose it is.
			key={target?.line ?? "none"}
			ref={button}
			type="button"
			className="wsc-diff-add-note"
			style={target ? { insetBlockStart: target.top, insetInlineStart: target.left } : undefined}
			aria-label={target ? labels.addNoteToLine(target.line) : labels.addNote}
			title={labels.addNote}
			onFocus={() => target === null && goTo(linesOf()[0])}
			onKeyDown={handleKeyDown}
			onClick={() => target && onAdd(target.line)}
		>
			<Icon name="note" />
		</button>
	);
}

function lineOf({ dataset }: HTMLElement): number {
	return Number(dataset.noteLine);
}

function targetOf(line: HTMLElement): Target {
	return { line: lineOf(line), top: line.offsetTop, left: line.offsetLeft };
}
