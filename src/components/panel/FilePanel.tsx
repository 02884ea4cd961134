"use client";

import { type CSSProperties, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { relativePath } from "../../core/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useUpdatePresence } from "../../react/presence.ts";
import { type FileState, useFile } from "../../react/sandbox.ts";
import { useWorkingDirectory } from "../../react/state.ts";
import { HighlightedText } from "../highlight/HighlightedText.tsx";
import { findLanguageByPath } from "../highlight/languages.ts";
import { FileReaders } from "../presence/Readers.tsx";
import { Button } from "../primitives/Button.tsx";
import { revealDirectionOverrides } from "../primitives/displayText.ts";
import { ActionError, ErrorMessage } from "../primitives/ErrorMessage.tsx";
import { revealCharacters } from "../primitives/hiddenText.ts";
import { Icon } from "../primitives/Icon.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import type { FileLocation } from "../primitives/SidePanelContext.ts";
import { FileTree } from "./FileTree.tsx";

interface FileTextProps {
	readonly file: FileState;
	readonly location: FileLocation;
	readonly label: string;
}

/** As in the stylesheet. All lines have this height, because long ones do not wrap. */
const LINE_HEIGHT_PX = 20;

/** The loaded pages of a file with line numbers. Loads more until the requested line is there. */
function FileText({ file, location, label }: FileTextProps) {
	const labels = useLabels();
	const { pages, hasMore, loadMore, loadingMore, loadMoreError } = file;
	const text = useMemo(() => revealDirectionOverrides(pages.map((page) => page.text).join("")), [pages]);
	const count = useMemo(() => text.replace(/\n$/, "").split("\n").length, [text]);
	const numbers = useMemo(() => Array.from({ length: count }, (_, index) => index + 1).join("\n"), [count]);
	const { line } = location;
	const isLoaded = line === undefined || line <= count;
	const box = useRef<HTMLDivElement>(null);

	useEffect(() => {
		if (!isLoaded && hasMore && !loadingMore && !loadMoreError) loadMore();
	});
	// A new request scrolls even to the same line: the user may have scrolled away.
	useEffect(() => {
		const { current } = box;
		if (current && isLoaded && location.line !== undefined)
			current.scrollTop = (location.line - 1) * LINE_HEIGHT_PX - current.clientHeight / 3;
	}, [isLoaded, location]);

	const handleMore = () => {
		loadMore();
		// The button moves down or disappears: move the focus to the text.
		box.current?.focus({ preventScroll: true });
	};

	const mark = isLoaded && line !== undefined ? { "--_line": line } : undefined;
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
		// biome-ignore lint/a11y/useSemanticElements: a named group that scrolls.
		<div ref={box} role="group" className="wsc-file-text" tabIndex={0} aria-label={label} dir="ltr">
			<div className="wsc-file-lines" data-line={mark && line} style={mark as CSSProperties | undefined}>
				<pre className="wsc-file-numbers" translate="no" aria-hidden="true">
					{numbers}
				</pre>
				<pre className="wsc-file-code" translate="no">
					<HighlightedText text={text} language={findLanguageByPath(location.path)} />
				</pre>
			</div>
			{hasMore && (
				<button type="button" className="wsc-show-all" aria-busy={loadingMore} onClick={handleMore}>
					{loadingMore ? labels.loading : labels.showMore}
				</button>
			)}
			<ActionError error={loadMoreError} />
		</div>
	);
}

/** Says to the others which file this person has open. */
function useOpenPath(path: string): void {
	const updatePresence = useUpdatePresence();
	useEffect(() => {
		updatePresence({ path });
		return () => updatePresence({ path: null });
	}, [updatePresence, path]);
}

interface FileViewProps {
	readonly location: FileLocation;
	readonly onClose: () => void;
}

/** A file: its path, its size, and its text with line numbers. */
function FileView({ location, onClose }: FileViewProps) {
	const labels = useLabels();
	const file = useFile(location.path);
	const { data, error, pending, reload } = file;
	const relative = relativePath(data?.path ?? location.path, useWorkingDirectory());
	const path = revealCharacters(relative);
	useOpenPath(relative);
	return (
		<section className="wsc-file" aria-label={path}>
			<header className="wsc-file-head">
				<span className="wsc-file-path" dir="ltr" translate="no" title={revealCharacters(location.path)}>
					{path}
				</span>
				<FileReaders path={relative} />
				{data && <span className="wsc-faint">{labels.fileSize(data.size)}</span>}
				<Button variant="quiet" aria-label={labels.reload} title={labels.reload} aria-busy={pending} onClick={reload}>
					<Icon name="retry" />
				</Button>
				<Button variant="quiet" aria-label={labels.closeFile} title={labels.closeFile} onClick={onClose}>
					<Icon name="close" />
				</Button>
			</header>
			{error && <ErrorMessage className="wsc-file-note" error={error} level="info" />}
			{!error && !data && <p className="wsc-file-note wsc-faint">{labels.loading}</p>}
			{data?.kind === "binary" && <p className="wsc-file-note wsc-faint">{labels.fileBinary(data.mimeType)}</p>}
			{data?.kind === "too_large" && <p className="wsc-file-note wsc-faint">{labels.fileTooLarge}</p>}
			{data?.kind === "text" && <FileText file={file} location={location} label={path} />}
		</section>
	);
}

/** The props of `<FilePanel>`. */
export interface FilePanelProps {
	/** The file and line to show. A new object is a new request, even for the same place. */
	readonly location?: FileLocation | null | undefined;
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

interface ShownFile {
	/** The host's request at the time the file was chosen. */
	readonly asked: FileLocation | null;
	readonly file: FileLocation | null;
}

/**
 * The files of the sandbox: a tree, and the file that was chosen or requested. Needs `workspace-chat/panel.css`.
 *
 * @example
 * <FilePanel location={{ path: "src/app.ts", line: 12 }} />
 */
export function FilePanel({ location = null, className }: FilePanelProps) {
	const [shown, setShown] = useState<ShownFile>({ asked: location, file: location });
	if (shown.asked !== location) setShown({ asked: location, file: location });
	const show = (file: FileLocation | null) => setShown({ asked: location, file });
	const ref = useFocusTreeOnClose(shown.file);
	return (
		<div ref={ref} className={partClassName("wsc-file-panel", className)} data-open={shown.file !== null || undefined}>
			<FileTree selected={shown.file?.path ?? null} onOpen={(path) => show({ path })} />
			{shown.file && <FileView key={shown.file.path} location={shown.file} onClose={() => show(null)} />}
		</div>
	);
}

/** Moves the focus to the tree when a file is closed: its close button disappears. */
function useFocusTreeOnClose(file: FileLocation | null): RefObject<HTMLDivElement | null> {
	const ref = useRef<HTMLDivElement>(null);
	const isOpen = file !== null;
	const wasOpen = useRef(isOpen);
	useLayoutEffect(() => {
		if (wasOpen.current && !isOpen && document.activeElement === document.body)
			ref.current?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]')?.focus();
		wasOpen.current = isOpen;
	}, [isOpen]);
	return ref;
}
