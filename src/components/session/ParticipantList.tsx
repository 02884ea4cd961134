"use client";

import { type CSSProperties, type RefObject, useEffect } from "react";
import type { Participant } from "../../protocol/index.ts";
import { Avatar } from "../primitives/Avatar.tsx";

/** Lets what is shown go with Escape, and when the focus or a press goes elsewhere. */
export function useDismissOnOutsidePress(ref: RefObject<HTMLElement | null>, onDismiss: () => void): void {
	useEffect(() => {
		const handleElsewhere = ({ target }: Event) => {
			if (target instanceof Node && !ref.current?.contains(target)) onDismiss();
		};
		const handleKey = ({ key }: KeyboardEvent) => {
			if (key !== "Escape") return;
			if (ref.current?.contains(document.activeElement)) ref.current.querySelector("button")?.focus();
			onDismiss();
		};
		// Both: not every browser gives a button that is pressed the focus.
		document.addEventListener("focusin", handleElsewhere);
		document.addEventListener("pointerdown", handleElsewhere);
		document.addEventListener("keydown", handleKey);
		return () => {
			document.removeEventListener("focusin", handleElsewhere);
			document.removeEventListener("pointerdown", handleElsewhere);
			document.removeEventListener("keydown", handleKey);
		};
	}, [ref, onDismiss]);
}

export interface ParticipantListProps {
	readonly participants: readonly Participant[];
	/** How many there are. */
	readonly label: string;
	/** Name and role. */
	readonly describe: (person: Participant) => string;
	/** The list and the button that opened it. */
	readonly container: RefObject<HTMLElement | null>;
	readonly onDismiss: () => void;
}

/** Below the button and at its end, where a list of the composer stands above its field. */
const LIST_POSITION: CSSProperties = {
	insetBlock: "calc(100% + 8px) auto",
	insetInline: "auto 0",
	// Over the line that names the prompt above what is read.
	zIndex: 2,
	inlineSize: "max-content",
	maxInlineSize: "min(20rem, 80vw)",
	listStyle: "none",
};

/** The people who are here, by name and role. */
export function ParticipantList({ participants, label, describe, container, onDismiss }: ParticipantListProps) {
	useDismissOnOutsidePress(container, onDismiss);
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a list of many people scrolls, by the keyboard too.
		<ul className="wsc-slash-list" style={LIST_POSITION} aria-label={label} tabIndex={0}>
			{participants.map((person) => (
				<li key={person.userId} className="wsc-slash-command" style={{ cursor: "default" }}>
					<Avatar person={person} /> <bdi className="wsc-slash-name">{describe(person)}</bdi>
				</li>
			))}
		</ul>
	);
}
