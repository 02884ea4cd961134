"use client";

import { useCallback, useRef, useState } from "react";
import type { Transcript } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useWorkspaceSelector } from "../../react/store.tsx";
import { Button } from "../primitives/Button.tsx";
import { Icon } from "../primitives/Icon.tsx";
import { createLazyPart, type PlainForm } from "../primitives/lazyPart.tsx";
import { useDismiss } from "../primitives/useDismiss.ts";
import type { TranscriptMenuProps } from "./TranscriptMenu.tsx";
import { transcriptFileMarkdown } from "./transcriptMarkdown.ts";

/** While the menu is fetched, and where that fails. */
const PlainTranscriptMenu: PlainForm<TranscriptMenuProps> = ({ isLoading }) => {
	const labels = useLabels();
	return (
		<div className="wsc-menu" role="status">
			<p className="wsc-menu-text">{isLoading ? labels.loading : labels.transcriptUnavailable}</p>
		</div>
	);
};

/** `<TranscriptMenu>`: rarely needed, so it is fetched when the button is pressed. */
const LazyTranscriptMenu = createLazyPart(
	async () => (await import("./TranscriptMenu.tsx")).TranscriptMenu,
	PlainTranscriptMenu,
);

/** Opens the menu that saves or prints the whole timeline; nothing while there is none. */
export function TranscriptButton() {
	const labels = useLabels();
	const hasItems = useWorkspaceSelector((state) => state.itemIds.length > 0);
	const [isOpen, setOpen] = useState(false);
	const [isSaved, setSaved] = useState(false);
	const container = useRef<HTMLDivElement>(null);
	const button = useRef<HTMLButtonElement>(null);
	const dismiss = useCallback(() => setOpen(false), []);
	useDismiss(container, isOpen, dismiss);
	const handleDone = useCallback((saved: boolean) => {
		setSaved(saved);
		setOpen(false);
		button.current?.focus({ preventScroll: true });
	}, []);
	const toMarkdown = (transcript: Transcript) => transcriptFileMarkdown(transcript, labels);
	if (!hasItems) return null;
	const toggle = () => {
		setSaved(false);
		setOpen(!isOpen);
	};
	return (
		<div ref={container} className="wsc-menu-anchor">
			<Button
				ref={button}
				variant="quiet"
				aria-label={labels.transcript}
				aria-haspopup="menu"
				aria-expanded={isOpen}
				title={labels.transcript}
				onClick={toggle}
			>
				<Icon name="download" />
			</Button>
			{isOpen && <LazyTranscriptMenu onDone={handleDone} toMarkdown={toMarkdown} />}
			<span className="wsc-hidden" role="status">
				{isSaved && labels.transcriptSaved}
			</span>
		</div>
	);
}
