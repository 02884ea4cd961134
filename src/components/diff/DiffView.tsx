"use client";

import { type ComponentProps, useMemo } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { revealDirectionOverrides } from "../primitives/displayText.ts";
import { partClassName } from "../primitives/partStyle.ts";
import { ShowAllButton, useTruncation, visibleLines } from "../primitives/ShowAllButton.tsx";
import { computeDiff, type Diff } from "./computeDiff.ts";
import { DiffHeader, type DiffLayout, useDiffLayout } from "./DiffHeader.tsx";
import { DiffRows } from "./DiffRows.tsx";

export interface TruncatedTextProps {
	readonly label: string;
	readonly lines: readonly string[];
	/** What the reader's choice is kept under. */
	readonly foldId: string | undefined;
}

const MAX_INITIAL_LINES = 200;

/** A text of many lines: the first 200, and the rest when asked for. */
export function TruncatedText({ label, lines, foldId }: TruncatedTextProps) {
	const { showsAll, query, showAll } = useTruncation(foldId);
	const most = showsAll ? lines.length : Math.min(MAX_INITIAL_LINES, lines.length);
	const { from, to } = useMemo(() => visibleLines(lines, { from: 0, to: most }, query), [lines, most, query]);
	const button = <ShowAllButton lines={lines.length} onShowAll={showAll} />;
	return (
		<figure className="wsc-diff-text-block" aria-label={label}>
			<figcaption className="wsc-diff-text-label">{label}</figcaption>
			{from > 0 ? button : null}
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
			<pre className="wsc-diff-plain" tabIndex={0} dir="ltr">
				{revealDirectionOverrides(lines.slice(from, to).join("\n"))}
			</pre>
			{to < lines.length ? button : null}
		</figure>
	);
}

export interface UncomparedTextsProps {
	readonly oldLines: readonly string[];
	readonly newLines: readonly string[];
	/** What the reader's choices are kept under. */
	readonly foldId: string | undefined;
}

/** Both texts of a change that is too large to compare. */
export function UncomparedTexts({ oldLines, newLines, foldId }: UncomparedTextsProps) {
	const { diffVersions } = useLabels();
	return (
		<div className="wsc-diff-texts">
			<TruncatedText label={diffVersions.old} lines={oldLines} foldId={foldId && `${foldId}/old`} />
			<TruncatedText label={diffVersions.new} lines={newLines} foldId={foldId && `${foldId}/new`} />
		</div>
	);
}

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
