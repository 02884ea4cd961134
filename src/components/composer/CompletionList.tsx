"use client";
import { useEffect, useRef } from "react";
import type { CompletionListState } from "../../react/composer/useCompletionList.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";

interface CompletionListProps {
	/** The text field names the list by it. */
	readonly id: string;
	/** What there is to choose from, for assistive technology. */
	readonly label: string;
	readonly list: CompletionListState;
}

/** What there is to choose from, above the text field, which keeps the focus and points at one of them. */
export function CompletionList({ id, label, list }: CompletionListProps) {
	const ref = useRef<HTMLDivElement>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the one pointed at is what the list scrolls to.
	useEffect(() => {
		if (ref.current) scrollToSelected(ref.current);
	}, [list.active]);
	return (
		<div ref={ref} id={id} role="listbox" className="wsc-slash-list" aria-label={label}>
			{list.completions.map((completion, index) => (
				<button
					key={completion.text}
					id={optionId(id, index)}
					type="button"
					role="option"
					tabIndex={-1}
					className="wsc-slash-command"
					aria-selected={completion === list.active}
					// A press would take the focus out of the text field.
					onMouseDown={(event) => event.preventDefault()}
					// Not on entering: a list that scrolls by its keys moves under a pointer at rest.
					onPointerMove={() => list.setActive(completion)}
					onClick={() => list.accept(completion)}
				>
					<bdi className="wsc-slash-name" dir="ltr">
						{revealDirectionOverrides(completion.name)}
					</bdi>{" "}
					{revealDirectionOverrides(completion.description)}
				</button>
			))}
		</div>
	);
}

/** Scrolls the list and nothing around it, which `scrollIntoView` would. */
function scrollToSelected(list: HTMLElement): void {
	const option = list.querySelector<HTMLElement>('[aria-selected="true"]');
	if (!option) return;
	const { offsetTop, offsetHeight } = option;
	list.scrollTop = Math.max(Math.min(list.scrollTop, offsetTop), offsetTop + offsetHeight - list.clientHeight);
}

/** What the text field points at. */
export function optionId(listId: string, index: number): string {
	return `${listId}-${index}`;
}
