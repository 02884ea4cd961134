"use client";
import type { CSSProperties } from "react";
import type { Participant } from "../../protocol/index.ts";
import { Avatar } from "../avatar/Avatar.tsx";

interface PeopleListProps {
	readonly people: readonly Participant[];
	/** How many there are. */
	readonly label: string;
	/** Name and role. */
	readonly say: (person: Participant) => string;
}

/** Below the button and at its end, where a list of the composer stands above its field. */
const PLACE: CSSProperties = {
	insetBlock: "calc(100% + 8px) auto",
	insetInline: "auto 0",
	// Over the line that names the prompt above what is read.
	zIndex: 2,
	inlineSize: "max-content",
	maxInlineSize: "min(20rem, 80vw)",
	listStyle: "none",
};

/** The people who are here, by name and role. */
export function PeopleList({ people, label, say }: PeopleListProps) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a list of many people scrolls, by the keyboard too.
		<ul className="wsc-slash-list" style={PLACE} aria-label={label} tabIndex={0}>
			{people.map((person) => (
				<li key={person.userId} className="wsc-slash-command" style={{ cursor: "default" }}>
					<Avatar person={person} /> <bdi className="wsc-slash-name">{say(person)}</bdi>
				</li>
			))}
		</ul>
	);
}
