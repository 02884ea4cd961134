"use client";

import { useContext, useSyncExternalStore } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { revealDirectionOverrides } from "../primitives/displayText.ts";
import { LineCount } from "../primitives/LineCount.tsx";
import { SidePanelContext } from "../primitives/SidePanelContext.ts";
import type { Diff } from "./computeDiff.ts";

/** One line under the other, or the old ones beside the new ones. */
export type DiffLayout = "unified" | "split";

let chosenLayout: DiffLayout | undefined;
const layoutListeners = new Set<() => void>();

function subscribeToLayout(listener: () => void): () => void {
	layoutListeners.add(listener);
	return () => void layoutListeners.delete(listener);
}

/** What the reader chose for all diffs of the page; undefined until they did. */
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

/** Puts old and new side by side in all diffs of the page, or back. Only seen where there is room for both. */
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

interface DiffHeaderProps {
	readonly path: string;
	readonly fullPath: string;
	readonly diff: Diff;
	/** Undefined where there is nothing to put side by side. */
	readonly layout: DiffLayout | undefined;
}

/** The name of a changed file, a way to it where there is a side panel, what became of it, and how many lines came and went. */
export function DiffHeader({ path, fullPath, diff, layout }: DiffHeaderProps) {
	const labels = useLabels();
	const panel = useContext(SidePanelContext);
	// Right to left outside, so that a long path loses its beginning and keeps the file's name.
	const name = { dir: "rtl", title: revealDirectionOverrides(fullPath) };
	const shown = <bdi dir="ltr">{revealDirectionOverrides(path)}</bdi>;
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
			{diff.status === "changed" ? null : <span className="wsc-diff-state">{labels.diffState[diff.status]}</span>}
			{diff.status === "too_large" ? null : <LineCount added={diff.added} removed={diff.removed} />}
			{layout && <DiffLayoutButton layout={layout} />}
		</figcaption>
	);
}
