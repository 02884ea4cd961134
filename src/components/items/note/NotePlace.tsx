"use client";

import { formatPlace, relativePath } from "../../../core/paths.ts";
import type { NoteTarget } from "../../../protocol/index.ts";
import { useWorkingDirectory } from "../../../react/state.ts";
import { revealCharacters } from "../../primitives/hiddenText.ts";

interface NotePlaceProps {
	readonly about: NoteTarget | null | undefined;
}

/** The file and the line that a note is about. Nothing for a note about no file. */
export function NotePlace({ about }: NotePlaceProps) {
	const folder = useWorkingDirectory();
	if (about?.path === undefined) return null;
	return (
		<bdi className="wsc-note-place wsc-code" dir="ltr" translate="no" title={revealCharacters(about.path)}>
			{revealCharacters(formatPlace(relativePath(about.path, folder), about.line))}
		</bdi>
	);
}
