"use client";
import { type ComponentProps, useMemo } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { partClassName } from "../part/partClass.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { computeDiff, type Diff } from "./computeDiff.ts";
import { DiffHeader } from "./DiffHeader.tsx";
import { DiffRows } from "./DiffRows.tsx";
import { UncomparedTexts } from "./DiffTexts.tsx";
import { diffPalette } from "./diffPalette.ts";
import { type DiffLayout, useDiffLayout } from "./useDiffLayout.ts";

export interface DiffViewProps extends Omit<ComponentProps<"figure">, "children"> {
	readonly path: string;
	/** Shown where somebody points at `path`, when that is a part of it. Default: `path`. */
	readonly fullPath?: string | undefined;
	/** Null or empty for a new file. A whole file or a part of one, as `newText`. */
	readonly oldText: string | null;
	/** Empty for a deleted file. */
	readonly newText: string;
	/** The number of the first line, when the texts are a part of a file; null for no numbers. Default: 1. */
	readonly firstLine?: number | null | undefined;
	/** The number that the first line had before, when changes further up have moved it. Default: `firstLine`. */
	readonly firstOldLine?: number | undefined;
	/**
	 * `split` puts old and new side by side, where that is at least 42rem wide and both have lines. It holds until the
	 * reader presses the button in a diff's header, which decides for all of the page. Default: `unified`.
	 */
	readonly layout?: DiffLayout | undefined;
	/** What the reader's choices are kept under. Default: they are forgotten with the component. */
	readonly foldId?: string | undefined;
}

/** Firefox knows no more than 10,000 rows of a grid. */
const MAX_SPLIT_ROWS = 9_000;

/**
 * Shows how a file changes: line by line with the changed words marked, unchanged stretches folded, and of a long
 * change the first 200 lines until all are asked for. Texts too different or too long to compare in the time of a
 * frame or two are shown one under the other.
 *
 * State as data: `data-status` is `new`, `deleted`, `changed`, `unchanged` or `too_large`.
 *
 * @example
 * <DiffView path="src/app.ts" oldText={'const a = 1;\n'} newText={'const a = 2;\n'} />
 */
export function DiffView({
	path,
	fullPath = path,
	oldText,
	newText,
	firstLine,
	firstOldLine,
	layout = "unified",
	foldId,
	className,
	style,
	...rest
}: DiffViewProps) {
	const labels = useLabels();
	const diff = useMemo(
		() => computeDiff(oldText, newText, firstLine, firstOldLine),
		[oldText, newText, firstLine, firstOldLine],
	);
	const chosen = useDiffLayout() ?? layout;
	const possible = canSplit(diff) ? chosen : undefined;
	return (
		<figure
			{...rest}
			className={partClassName("wsc-diff", className)}
			style={{ ...diffPalette, ...style }}
			data-status={diff.status}
			aria-label={labels.diff(revealDirectionOverrides(path))}
		>
			<DiffHeader path={path} fullPath={fullPath} diff={diff} layout={possible} />
			{diff.status === "too_large" ? (
				<UncomparedTexts oldLines={diff.oldLines} newLines={diff.newLines} foldId={foldId} />
			) : (
				<DiffRows rows={diff.rows} layout={possible} foldId={foldId} />
			)}
		</figure>
	);
}

function canSplit(diff: Diff): boolean {
	return diff.status === "changed" && diff.rows.length <= MAX_SPLIT_ROWS;
}
