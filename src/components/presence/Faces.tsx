"use client";

import type { Person } from "../../protocol/index.ts";
import { Avatar } from "../primitives/Avatar.tsx";

interface FacesProps {
	readonly people: readonly Person[];
	/** How many avatars are shown; the others are counted. */
	readonly max: number;
}

/** Small avatars that overlap. They are hidden from assistive technology: say the names beside them. */
export function Faces({ people, max }: FacesProps) {
	const more = people.length - max;
	return (
		<span className="wsc-faces" aria-hidden="true">
			{people.slice(0, max).map((person) => (
				<Avatar key={person.userId} person={person} />
			))}
			{more > 0 && <span className="wsc-faces-more">{`+${more}`}</span>}
		</span>
	);
}
