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
	/** The key that the user's choice is stored under. */
	readonly foldId: string | undefined;
}

const MAX_INITIAL_LINES = 200;

/** The first 200 lines of a text, and the rest on demand. */
export function TruncatedText({ label, lines, foldId }: TruncatedTextProps) {
	const { showsAll, query, showAll } = useTruncation(foldId);
	const limit = showsAll ? lines.length : Math.min(MAX_INITIAL_LINES, lines.length);
	const { from, to } = useMemo(() => visibleLines(lines, { from: 0, to: limit }, query), [lines, limit, query]);
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
	/** The prefix of the keys that the user's choices are stored under. */
	readonly foldId: string | undefined;
}

/** The old and the new text of a change that is too large to compare. */
export function UncomparedTexts({ oldLines, newLines, foldId }: UncomparedTextsProps) {
	const { diffVersions } = useLabels();
	return (
		<div className="wsc-diff-texts">
			<TruncatedText label={diffVersions.old} lines={oldLines} foldId={foldId && `${foldId}/old`} />
			<TruncatedText label={diffVersions.new} lines={newLines} foldId={foldId && `${foldId}/new`} />
		</div>
	);
}

/** The props of `<DiffView>`, beside those of its `<figure>`. */
export interface DiffViewProps extends Omit<ComponentProps<"figure">, "children"> {
	readonly path: string;
	/** The whole path if `path` is shortened: shown as a tooltip, and opened in the side panel. Default: `path`. */
	readonly fullPath?: string | undefined;
	/** A whole file or, like `newText`, a part of one. Null or empty for a new file. */
	readonly oldText: string | null;
	/** Empty for a deleted file. */
	readonly newText: string;
	/** The number of the first line, if the texts are a part of a file; null hides the numbers. Default: 1. */
	readonly firstLine?: number | null | undefined;
	/** The old number of the first line, if changes above have moved it. Default: `firstLine`. */
	readonly firstOldLine?: number | undefined;
	/**
	 * `split` shows old and new lines side by side, if the diff is at least 42rem wide and both sides have lines. The
	 * button in the header of any diff overrides it for the whole page. Default: `unified`.
	 */
	readonly layout?: DiffLayout | undefined;
	/** The key that the user's choices are stored under in the timeline. Default: they are lost on unmount. */
	readonly foldId?: string | undefined;
}

/** Firefox limits a grid to 10,000 rows. */
const MAX_SPLIT_ROWS = 9_000;

/**
 * Shows the changes of a file line by line. Changed words are marked and unchanged lines folded; a long diff shows its
 * first 200 lines, and the rest on demand. Texts that cannot be compared within a frame or two, because they are too
 * long or too different, are shown one below the other.
 *
 * Data attributes: `data-status` is `new`, `deleted`, `changed`, `unchanged` or `too_large`.
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
