"use client";
import { useContext } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { SidePanelContext } from "../panel/PanelContext.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { LineCount } from "../tool-call/LineCount.tsx";
import type { Diff } from "./computeDiff.ts";
import { DiffLayoutButton } from "./DiffLayoutButton.tsx";
import type { DiffLayout } from "./useDiffLayout.ts";

export interface DiffHeaderProps {
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
