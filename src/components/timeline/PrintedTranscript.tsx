"use client";

import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import type { WorkspaceState, WorkspaceStore } from "../../core/index.ts";
import { itemMap } from "../../core/state/itemMap.ts";
import type { Transcript } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useWorkspaceStore, WorkspaceOfStore } from "../../react/store.tsx";
import { LazyDiffView, LazyItemMarkdown, LazyMarkdown, LazyTerminalOutput } from "../content/lazyContent.tsx";
import { revealInProse } from "../primitives/hiddenText.ts";
import { usePreload } from "../primitives/lazyPart.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { createPrintFolds } from "./printFolds.ts";
import { useTimelineRows } from "./rows.ts";
import { PrintedRows } from "./TimelineRows.tsx";

interface PrintedTranscriptProps {
	readonly transcript: Transcript;
	/** Called when the dialog of the browser is closed. */
	readonly onDone: () => void;
}

/**
 * Prints a transcript instead of the page, whatever the page puts around the chat, and as it was when it was read. Nothing
 * of it is on the screen.
 */
export function PrintedTranscript({ transcript, onDone }: PrintedTranscriptProps) {
	const live = useWorkspaceStore();
	const [store] = useState(() => storeOfTranscript(live, transcript));
	const isReady = useAllContent();
	usePrint(isReady, onDone);
	if (!isReady) return null;
	return createPortal(
		<WorkspaceOfStore store={store}>
			<div className={partClassName("wsc-printed-page")}>
				<PrintedHead transcript={transcript} />
				<AllRows />
			</div>
		</WorkspaceOfStore>,
		document.body,
	);
}

/** A store whose state does not change any more. Its actions are those of the workspace: pictures are still loaded. */
function storeOfTranscript(live: WorkspaceStore, { items }: Transcript): WorkspaceStore {
	const state: WorkspaceState = {
		...live.get(),
		items: itemMap(items.map((item) => [item.id, item])),
		itemIds: items.map(({ id }) => id),
		hasOlder: false,
		outbox: [],
	};
	return { ...live, get: () => state, subscribe: () => () => {} };
}

/** Whether all code is there that shows what items hold. */
function useAllContent(): boolean {
	const parts = [LazyMarkdown, LazyItemMarkdown, LazyDiffView, LazyTerminalOutput].map(usePreload);
	return parts.every(Boolean);
}

/** Applies while the transcript is there. A constructed sheet, which no content security policy of the page forbids. */
const NOTHING_ELSE = `
:is(html, body) { display: block; block-size: auto; overflow: visible; background: none; }
body > :not(.wsc-printed-page) { display: none !important; }
`;

/** Opens the dialog of the browser as soon as what is to be printed has rendered. */
function usePrint(isReady: boolean, onDone: () => void): void {
	useEffect(() => {
		if (!isReady) return;
		const sheet = new CSSStyleSheet({ media: "print" });
		sheet.replaceSync(NOTHING_ELSE);
		document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
		addEventListener("afterprint", onDone);
		// The dialog stops the page, so the effects of the rows come first.
		const timer = setTimeout(() => print());
		return () => {
			clearTimeout(timer);
			removeEventListener("afterprint", onDone);
			document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
		};
	}, [isReady, onDone]);
}

function PrintedHead({ transcript }: Pick<PrintedTranscriptProps, "transcript">) {
	const labels = useLabels();
	const { workspaceId, title, people, exportedAt } = transcript;
	const facts = [
		workspaceId,
		people.map(({ name }) => name).join(", "),
		labels.transcriptFrom(labels.dateTime(exportedAt)),
	];
	return (
		<header className="wsc-printed-head">
			<h1 className="wsc-printed-title" dir="auto">
				{revealInProse(title ?? workspaceId)}
			</h1>
			<p className="wsc-faint">{revealInProse(facts.filter(Boolean).join(" · "))}</p>
		</header>
	);
}

function AllRows() {
	const [folds] = useState(createPrintFolds);
	return <PrintedRows rows={useTimelineRows(folds)} folds={folds} />;
}
