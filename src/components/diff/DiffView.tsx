"use client";

import { type ComponentProps, useMemo } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import type { TextLine } from "../../rules/changedLines.ts";
import { findLanguageByPath } from "../highlight/languages.ts";
import { revealCharacters } from "../primitives/hiddenText.ts";
import { partClassName } from "../primitives/partStyle.ts";
import { ShowAllButton, useTruncation, visibleLines } from "../primitives/ShowAllButton.tsx";
import { computeDiff, type Diff } from "./computeDiff.ts";
import { DiffHeader, type DiffLayout, useDiffLayout } from "./DiffHeader.tsx";
import { DiffRows, NotesElsewhere } from "./DiffRows.tsx";
import type { DiffLineNotes } from "./lineNotes.ts";
import { visibleText } from "./visibleText.ts";

interface TruncatedTextProps {
	readonly label: string;
	readonly lines: readonly TextLine[];
	/** Whether line ends are shown. */
	readonly marksEndings: boolean;
	/** The key that the user's choice is stored under. */
	readonly foldId: string | undefined;
}

const MAX_INITIAL_LINES = 200;

/** The first 200 lines of a text, and the rest on demand. */
function TruncatedText({ label, lines, marksEndings, foldId }: TruncatedTextProps) {
	const { showsAll, query, showAll } = useTruncation(foldId);
	const limit = showsAll ? lines.length : Math.min(MAX_INITIAL_LINES, lines.length);
	const { from, to } = useMemo(() => {
		const first = { from: 0, to: limit };
		return query === ""
			? first
			: visibleLines(
					lines.map(({ text }) => text),
					first,
					query,
				);
	}, [lines, limit, query]);
	const button = <ShowAllButton lines={lines.length} onShowAll={showAll} />;
	return (
		<figure className="wsc-diff-text-block" aria-label={label}>
			<figcaption className="wsc-diff-text-label">{label}</figcaption>
			{from > 0 ? button : null}
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
			<pre className="wsc-diff-plain" tabIndex={0} dir="ltr" translate="no">
				{visibleText(lines.slice(from, to), marksEndings)}
			</pre>
			{to < lines.length ? button : null}
		</figure>
	);
}

interface UncomparedTextsProps {
	readonly oldLines: readonly TextLine[];
	readonly newLines: readonly TextLine[];
	/** The prefix of the keys that the user's choices are stored under. */
	readonly foldId: string | undefined;
}

/** The old and the new text of a change that is too large to compare. */
function UncomparedTexts({ oldLines, newLines, foldId }: UncomparedTextsProps) {
	const { diffVersions } = useLabels();
	const marksEndings = useMemo(
		() => new Set([...oldLines, ...newLines].map(({ ending }) => ending).filter(Boolean)).size > 1,
		[oldLines, newLines],
	);
	const side = (version: "old" | "new") => ({
		label: diffVersions[version],
		marksEndings,
		foldId: foldId && `${foldId}/${version}`,
	});
	return (
		<div className="wsc-diff-texts">
			<TruncatedText lines={oldLines} {...side("old")} />
			<TruncatedText lines={newLines} {...side("new")} />
		</div>
	);
}

/** The props of `<DiffView>`, beside those of its `<figure>`. */
export interface DiffViewProps extends Omit<ComponentProps<"figure">, "children"> {
	/** The path that is shown. */
	readonly path: string;
	/** The whole path if `path` is shortened: shown as a tooltip, and opened in the side panel. Default: `path`. */
	readonly fullPath?: string | undefined;
	/** A whole file or, like `newText`, a part of one. Null for a new file. */
	readonly oldText: string | null;
	/** Null for a deleted file, "" for one that has lost its text. */
	readonly newText: string | null;
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
	/** Notes about its lines, and who begins one. Default: none. */
	readonly notes?: DiffLineNotes | undefined;
}

/** Firefox limits a grid to 10,000 rows. */
const MAX_SPLIT_ROWS = 9_000;

/**
 * Shows the changes of a file line by line. Changed words are marked and unchanged lines folded; a long diff shows its
 * first 200 lines, and the rest on demand. Texts that cannot be compared within a frame or two, because they are too
 * long or too different, are shown one below the other.
 *
 * Code has the colours of its language, by the extension of `fullPath`. Every difference is visible: line ends, a
 * missing newline at the end, hidden characters, spaces at the end of changed lines. Several lines are copied with
 * their signs.
 *
 * Data attributes: `data-status` is `new`, `deleted`, `emptied`, `changed`, `unchanged` or `too_large`.
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
	notes,
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
			aria-label={labels.diff(revealCharacters(path))}
		>
			<DiffHeader path={path} fullPath={fullPath} diff={diff} layout={possible} noteCount={notes?.count ?? 0} />
			{diff.status === "too_large" ? (
				<>
					<UncomparedTexts oldLines={diff.oldLines} newLines={diff.newLines} foldId={foldId} />
					{notes && <NotesElsewhere below={notes.below} shown={[]} />}
				</>
			) : (
				<DiffRows
					rows={diff.rows}
					layout={possible}
					language={findLanguageByPath(fullPath)}
					foldId={foldId}
					notes={notes}
				/>
			)}
		</figure>
	);
}

function canSplit(diff: Diff): boolean {
	if (diff.status !== "changed" || diff.rows.length > MAX_SPLIT_ROWS) return false;
	return diff.rows.some((row) => row.type !== "added");
}
