"use client";

import { useContext, useSyncExternalStore } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { revealCharacters } from "../primitives/hiddenText.ts";
import { LineCount } from "../primitives/LineCount.tsx";
import { SidePanelContext } from "../primitives/SidePanelContext.ts";
import type { Diff } from "./computeDiff.ts";

/** Old and new lines in one column, or side by side. */
export type DiffLayout = "unified" | "split";

let chosenLayout: DiffLayout | undefined;
const layoutListeners = new Set<() => void>();

function subscribeToLayout(listener: () => void): () => void {
	layoutListeners.add(listener);
	return () => void layoutListeners.delete(listener);
}

/** The layout that the user chose for all diffs of the page; undefined until then. */
export function useDiffLayout(): DiffLayout | undefined {
	return useSyncExternalStore(
		subscribeToLayout,
		() => chosenLayout,
		() => undefined,
	);
}

export function setDiffLayout(layout: DiffLayout | undefined): void {
	chosenLayout = layout;
	for (const listener of layoutListeners) listener();
}

/** Toggles the layout of all diffs of the page. The stylesheet shows it only where there is room for both sides. */
function DiffLayoutButton({ layout }: { readonly layout: DiffLayout }) {
	const { diffSideBySide } = useLabels();
	const isSplit = layout === "split";
	return (
		<button
			type="button"
			className="wsc-diff-layout"
			aria-pressed={isSplit}
			onClick={() => setDiffLayout(isSplit ? "unified" : "split")}
		>
			{diffSideBySide}
		</button>
	);
}

/** The status of the file, and what no line shows. */
function DiffNotes({ diff }: { readonly diff: Diff }) {
	const labels = useLabels();
	const { status, isEmptyFile, lineEndings, noFinalNewline } = diff;
	const notes = [
		status === "changed" ? null : labels.diffState[status],
		isEmptyFile ? labels.emptyFile : null,
		lineEndings ? labels.lineEndings(lineEndings.old ?? null, lineEndings.new) : null,
		status === "too_large" && noFinalNewline
			? `${labels.diffVersions[noFinalNewline]}: ${labels.noFinalNewline.file}`
			: null,
	].filter((note) => note !== null);
	return notes.length > 0 ? <span className="wsc-diff-state">{notes.join(" · ")}</span> : null;
}

interface DiffHeaderProps {
	readonly path: string;
	readonly fullPath: string;
	readonly diff: Diff;
	/** Undefined if there is nothing to show side by side. */
	readonly layout: DiffLayout | undefined;
	readonly noteCount: number;
}

/** The path of the file, which opens it in the side panel if there is one, its status and its line counts. */
export function DiffHeader({ path, fullPath, diff, layout, noteCount }: DiffHeaderProps) {
	const labels = useLabels();
	const panel = useContext(SidePanelContext);
	// Right to left, so that the ellipsis of a long path cuts its beginning and not the file's name.
	const name = { dir: "rtl", title: revealCharacters(fullPath) };
	const shown = (
		<bdi dir="ltr" translate="no">
			{revealCharacters(path)}
		</bdi>
	);
	return (
		<figcaption className="wsc-diff-header">
			{panel && diff.status !== "deleted" ? (
				<button
					{...name}
					type="button"
					className="wsc-link wsc-diff-path"
					onClick={() => panel.open({ path: fullPath })}
				>
					{shown}
				</button>
			) : (
				<span {...name} className="wsc-diff-path">
					{shown}
				</span>
			)}
			<DiffNotes diff={diff} />
			{noteCount > 0 && <span className="wsc-diff-state">{labels.notes(noteCount)}</span>}
			{diff.status === "too_large" ? null : <LineCount added={diff.added} removed={diff.removed} />}
			{layout && <DiffLayoutButton layout={layout} />}
		</figcaption>
	);
}
