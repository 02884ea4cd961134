"use client";

import { memo } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useOthers, useOthersAt } from "../../react/presence.ts";
import { Faces } from "./Faces.tsx";

interface ReadersProps {
	readonly itemId: string;
}

/**
 * Who reads an item, at the side of its row: nothing moves when somebody comes or goes. Only for the eyes: in a timeline
 * that is announced as it grows, each step of a reader would be spoken.
 */
export const Readers = memo(function Readers({ itemId }: ReadersProps) {
	const labels = useLabels();
	const readers = useOthersAt(itemId);
	if (readers.length === 0) return null;
	return (
		<span className="wsc-readers" title={labels.readingHere(readers.map(({ name }) => name))} aria-hidden="true">
			<Faces people={readers} max={3} />
		</span>
	);
});

interface OnlookersProps extends ReadersProps {
	/** Somebody of whom the card says more already. */
	readonly without?: string | undefined;
}

/**
 * Who else looks at a permission request, before two people answer it. It is above the answers of a card that grows
 * upwards: these do not move under a pointer because somebody looks.
 */
export function Onlookers({ itemId, without }: OnlookersProps) {
	const labels = useLabels();
	const onlookers = useOthersAt(itemId).filter(({ userId }) => userId !== without);
	if (onlookers.length === 0) return null;
	return (
		<p className="wsc-onlookers">
			<Faces people={onlookers} max={3} />
			<span>{labels.lookingAtThis(onlookers.map(({ name }) => name))}</span>
		</p>
	);
}

interface FileReadersProps {
	/** Relative to the agent's folder. */
	readonly path: string;
}

/** Who else has a file open. */
export function FileReaders({ path }: FileReadersProps) {
	const labels = useLabels();
	const readers = useOthers((others) => others.filter(({ presence }) => presence?.path === path));
	if (readers.length === 0) return null;
	const text = labels.fileOpenToo(readers.map(({ name }) => name));
	return (
		<span className="wsc-file-readers" title={text}>
			<Faces people={readers} max={3} />
			<span className="wsc-hidden">{text}</span>
		</span>
	);
}
