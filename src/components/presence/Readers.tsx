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

/**
 * Who else looks at a permission request, before two people answer it. While somebody else is in the workspace, its place
 * is kept: buttons do not move under a pointer because somebody looks.
 */
export function Onlookers({ itemId }: ReadersProps) {
	const labels = useLabels();
	const isAlone = useOthers(({ length }) => length === 0);
	const onlookers = useOthersAt(itemId);
	if (isAlone) return null;
	return (
		<p className="wsc-onlookers">
			{onlookers.length > 0 && (
				<>
					<Faces people={onlookers} max={3} />
					<span>{labels.lookingAtThis(onlookers.map(({ name }) => name))}</span>
				</>
			)}
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
