"use client";

import { useEffect, useRef } from "react";
import type { Transcript } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useWorkspaceStore } from "../../react/store.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { TranscriptPlayer } from "./TranscriptPlayer.tsx";

/** The props of the dialog. */
export interface ReplayDialogProps {
	readonly transcript: Transcript;
	/** Render it no longer. */
	readonly onClose: () => void;
}

/** Plays the transcript of the nearest workspace over the page. Its pictures are still loaded from there. */
export function ReplayDialog({ transcript, onClose }: ReplayDialogProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const dialog = useRef<HTMLDialogElement>(null);
	useEffect(() => dialog.current?.showModal(), []);
	return (
		<dialog
			ref={dialog}
			className={partClassName("wsc-replay-dialog")}
			aria-label={labels.replay}
			onClose={onClose}
			// The keys of the chat below are not meant here.
			onKeyDown={(event) => event.stopPropagation()}
		>
			<div className={partClassName("wsc-replay")}>
				<TranscriptPlayer
					transcript={transcript}
					readContent={store.readContent}
					takesFocus
					onClose={() => dialog.current?.close()}
				/>
			</div>
		</dialog>
	);
}
