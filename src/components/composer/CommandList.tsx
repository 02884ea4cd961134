"use client";
import { useEffect, useRef } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import type { CommandListState } from "./useCommandList.ts";

interface CommandListProps {
	/** The text field names the list by it. */
	readonly id: string;
	readonly list: CommandListState;
}

/** The commands to choose from, above the text field, which keeps the focus and points at one of them. */
export function CommandList({ id, list }: CommandListProps) {
	const labels = useLabels();
	const ref = useRef<HTMLDivElement>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the one pointed at is what the list scrolls to.
	useEffect(() => {
		if (ref.current) showSelected(ref.current);
	}, [list.active]);
	return (
		<div ref={ref} id={id} role="listbox" className="wsc-slash-list" aria-label={labels.commands}>
			{list.matches.map((command, index) => (
				<button
					key={command.name}
					id={optionId(id, index)}
					type="button"
					role="option"
					tabIndex={-1}
					className="wsc-slash-command"
					aria-selected={command === list.active}
					// A press would take the focus out of the text field.
					onMouseDown={(event) => event.preventDefault()}
					onClick={() => list.accept(command)}
				>
					<span className="wsc-slash-name">/{command.name}</span> {command.description}
				</button>
			))}
		</div>
	);
}

/** Scrolls the list and nothing around it, which `scrollIntoView` would. */
function showSelected(list: HTMLElement): void {
	const option = list.querySelector<HTMLElement>('[aria-selected="true"]');
	if (!option) return;
	const { offsetTop, offsetHeight } = option;
	list.scrollTop = Math.max(Math.min(list.scrollTop, offsetTop), offsetTop + offsetHeight - list.clientHeight);
}

/** What the text field points at. */
export function optionId(listId: string, index: number): string {
	return `${listId}-${index}`;
}
