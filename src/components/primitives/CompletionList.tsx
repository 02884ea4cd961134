"use client";

import { useEffect, useRef } from "react";
import type { CompletionListState } from "../../react/composer/useCompletions.ts";
import { revealCharacters } from "./hiddenText.ts";
import { TextWithCode } from "./Preformatted.tsx";

interface CompletionListProps {
	/** Referenced by the text field. */
	readonly id: string;
	/** The name of the list for assistive technology. */
	readonly label: string;
	readonly list: CompletionListState;
}

/** The completions above a text field. The field keeps the focus and marks the active one. */
export function CompletionList({ id, label, list }: CompletionListProps) {
	const ref = useRef<HTMLDivElement>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: scrolls to the active completion.
	useEffect(() => {
		if (ref.current) scrollToSelected(ref.current);
	}, [list.active]);
	return (
		<div ref={ref} id={id} role="listbox" className="wsc-slash-list" aria-label={label}>
			{list.completions.map((completion, index) => (
				<button
					key={`${completion.mention?.userId ?? ""} ${completion.text}`}
					id={completionId(id, index)}
					type="button"
					role="option"
					tabIndex={-1}
					className="wsc-slash-command"
					aria-selected={completion === list.active}
					// A press would move the focus out of the text field.
					onMouseDown={(event) => event.preventDefault()}
					// Not on pointerenter: a list that is scrolled with the keys moves under a resting pointer.
					onPointerMove={() => list.setActive(completion)}
					onClick={() => list.accept(completion)}
				>
					<bdi className="wsc-slash-name" dir="ltr">
						{revealCharacters(completion.name)}
					</bdi>
					<span> </span>
					<TextWithCode text={completion.description} />
				</button>
			))}
		</div>
	);
}

/** Unlike `scrollIntoView`, scrolls the list only. */
function scrollToSelected(list: HTMLElement): void {
	const option = list.querySelector<HTMLElement>('[aria-selected="true"]');
	if (!option) return;
	const { offsetTop, offsetHeight } = option;
	list.scrollTop = Math.max(Math.min(list.scrollTop, offsetTop), offsetTop + offsetHeight - list.clientHeight);
}

/** The id of a completion, for `aria-activedescendant`. */
export function completionId(listId: string, index: number): string {
	return `${listId}-${index}`;
}
