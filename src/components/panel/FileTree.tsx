"use client";

import {
	createContext,
	type KeyboardEvent,
	type ReactNode,
	useContext,
	useEffect,
	useId,
	useRef,
	useState,
} from "react";
import type { FolderEntry, WorkspaceErrorInfo } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useFiles } from "../../react/sandbox.ts";
import { ErrorMessage } from "../primitives/ErrorMessage.tsx";
import { revealCharacters } from "../primitives/hiddenText.ts";
import { Icon } from "../primitives/Icon.tsx";

/** Shared by the items of a tree. */
interface FileTreeState {
	/** The open folders. */
	readonly expanded: ReadonlySet<string>;
	/** The item in the tab order. */
	readonly focused: string | null;
	/** The file that is shown next to the tree. */
	readonly selected: string | null;
	/** Keeps one item in the tab order, also when the one that was there disappears. */
	readonly ensureTabStop: () => void;
	readonly activate: (path: string, kind: FolderEntry["kind"]) => void;
}

const FileTreeContext = createContext<FileTreeState>({
	expanded: new Set(),
	focused: null,
	selected: null,
	ensureTabStop: () => {},
	activate: () => {},
});

interface TreeErrorProps {
	/** The folder that failed to load. */
	readonly path: string;
	readonly error: WorkspaceErrorInfo;
	readonly onRetry: () => void;
}

/** Why a folder failed to load, as an item of the tree. Choosing it tries again. */
function TreeError({ path, error: { code, message, hint }, onRetry }: TreeErrorProps) {
	const labels = useLabels();
	const { focused } = useContext(FileTreeContext);
	const key = `${path}/`;
	return (
		<li role="none">
			{/* biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys. */}
			<div
				role="treeitem"
				className="wsc-tree-error"
				data-path={key}
				aria-selected={false}
				tabIndex={key === focused ? 0 : -1}
				onClick={onRetry}
			>
				<ErrorMessage error={{ code, message, hint }} level="info">
					<span className="wsc-link">{labels.tryAgain}</span>
				</ErrorMessage>
			</div>
		</li>
	);
}

interface TreeItemProps {
	readonly entry: FolderEntry;
	readonly path: string;
	/** The content of an open folder. */
	readonly children: ReactNode;
}

/** A file, or a folder with its content. */
function TreeItem({ entry: { name, kind }, path, children }: TreeItemProps) {
	const { expanded, focused, selected, activate } = useContext(FileTreeContext);
	const group = useId();
	const isOpen = kind === "folder" ? expanded.has(path) : undefined;
	const shown = revealCharacters(name);
	return (
		<li role="none">
			{/* biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys. */}
			<div
				role="treeitem"
				className="wsc-tree-row"
				dir="ltr"
				data-path={path}
				data-kind={kind}
				// An explicit name: otherwise screen readers read the names of all its items.
				aria-label={shown}
				aria-level={path.split("/").length}
				aria-expanded={isOpen}
				aria-selected={path === selected}
				aria-owns={isOpen ? group : undefined}
				tabIndex={path === focused ? 0 : -1}
				onClick={() => activate(path, kind)}
			>
				{kind === "folder" && <Icon name="expand" />}
				<span className="wsc-tree-name" translate="no">
					{shown}
				</span>
			</div>
			{isOpen && (
				// biome-ignore lint/a11y/useSemanticElements: this is the group of the tree pattern.
				<ul id={group} role="group" className="wsc-tree-group">
					{children}
				</ul>
			)}
		</li>
	);
}

interface FolderEntriesProps {
	readonly path: string;
}

/** Git's own folder, whose content is not for people. */
const GIT_FOLDER = ".git";

/** The content of a folder, as items of the tree. */
function FolderEntries({ path }: FolderEntriesProps) {
	const labels = useLabels();
	const { data, pending, error, reload } = useFiles(path);
	const { ensureTabStop } = useContext(FileTreeContext);
	// biome-ignore lint/correctness/useExhaustiveDependencies: runs when the content of the folder has changed.
	useEffect(ensureTabStop, [data, error]);
	const entries = data?.entries.filter(({ name }) => name !== GIT_FOLDER) ?? [];
	const folder = path === "" ? "" : `${path}/`;
	return (
		<>
			{entries.map((entry) => (
				<TreeItem key={entry.name} entry={entry} path={`${folder}${entry.name}`}>
					<FolderEntries path={`${folder}${entry.name}`} />
				</TreeItem>
			))}
			{error && <TreeError path={path} error={error} onRetry={reload} />}
			{!error && entries.length === 0 && (
				<li role="none" className="wsc-tree-note wsc-faint">
					{pending ? labels.loading : labels.folderEmpty}
				</li>
			)}
			{data?.truncated && (
				<li role="none" className="wsc-tree-note wsc-faint">
					{labels.folderTruncated}
				</li>
			)}
		</>
	);
}

/** The item that a key moves to; null for none. */
function nextTreeItem(tree: HTMLElement, item: HTMLElement, key: string): HTMLElement | null {
	const items = [...tree.querySelectorAll<HTMLElement>('[role="treeitem"]')];
	const place = items.indexOf(item);
	if (key === "ArrowDown") return items[place + 1] ?? null;
	if (key === "ArrowUp") return items[place - 1] ?? null;
	if (key === "Home") return items[0] ?? null;
	if (key === "End") return items.at(-1) ?? null;
	if (key === "ArrowRight") return childGroup(item)?.querySelector<HTMLElement>('[role="treeitem"]') ?? null;
	if (key === "ArrowLeft") return parentItem(item);
	return key.length === 1 && key !== " "
		? findByFirstLetter([...items.slice(place + 1), ...items.slice(0, place)], key)
		: null;
}

/** The items of an open folder come right after it. */
function childGroup(item: HTMLElement): Element | null {
	return item.nextElementSibling;
}

function parentItem(item: HTMLElement): HTMLElement | null {
	const folder = item.closest('[role="group"]')?.previousElementSibling;
	return folder instanceof HTMLElement ? folder : null;
}

function findByFirstLetter(items: readonly HTMLElement[], letter: string): HTMLElement | null {
	const begins = (item: HTMLElement) => item.textContent?.trim().toLowerCase().startsWith(letter.toLowerCase());
	return items.find(begins) ?? null;
}

interface FileTreeProps {
	/** The path of the file that is shown. */
	readonly selected: string | null;
	readonly onOpen: (path: string) => void;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * The folders of the sandbox, each loaded when it is opened. Keys follow ARIA's tree pattern: arrows move, open and
 * close, Home and End jump, letters find an item, Enter shows a file.
 */
export function FileTree({ selected, onOpen }: FileTreeProps) {
	const labels = useLabels();
	const ref = useRef<HTMLUListElement>(null);
	const [expanded, setOpened] = useState(NONE);
	const [focused, setFocused] = useState<string | null>(null);

	function ensureTabStop(): void {
		const first = ref.current?.querySelector<HTMLElement>('[role="treeitem"]');
		if (first && !ref.current?.querySelector('[role="treeitem"][tabindex="0"]')) setFocused(first.dataset.path ?? null);
	}

	function toggle(path: string): void {
		const next = new Set(expanded);
		if (!next.delete(path)) next.add(path);
		setOpened(next);
	}

	const tree: FileTreeState = {
		expanded,
		focused,
		selected,
		ensureTabStop,
		activate(path, kind) {
			setFocused(path);
			if (kind === "folder") toggle(path);
			else onOpen(path);
		},
	};

	function handleKeyDown(event: KeyboardEvent<HTMLUListElement>): void {
		const item = (event.target as HTMLElement).closest<HTMLElement>('[role="treeitem"]');
		if (!item || event.altKey || event.ctrlKey || event.metaKey) return;
		const { path = "" } = item.dataset;
		const isOpen = item.ariaExpanded ?? item.getAttribute("aria-expanded");
		const isToggle =
			(event.key === "ArrowRight" && isOpen === "false") || (event.key === "ArrowLeft" && isOpen === "true");
		const next = isToggle ? null : nextTreeItem(event.currentTarget, item, event.key);
		if (isToggle) toggle(path);
		else if (event.key === "Enter" || event.key === " ") item.click();
		else if (next) next.focus();
		else return;
		event.preventDefault();
	}

	return (
		<FileTreeContext.Provider value={tree}>
			<ul
				ref={ref}
				// biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: this is ARIA's tree pattern.
				role="tree"
				className="wsc-tree"
				aria-label={labels.files}
				onKeyDown={handleKeyDown}
				onFocus={({ target }) => setFocused(target.dataset.path ?? null)}
			>
				<FolderEntries path="" />
			</ul>
		</FileTreeContext.Provider>
	);
}
