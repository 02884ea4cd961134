"use client";
import { type KeyboardEvent, useRef, useState } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { FolderEntries } from "./FolderItems.tsx";
import { nextTreeItem } from "./nextItem.ts";
import { FileTreeContext, type FileTreeState } from "./TreeContext.ts";

interface FileTreeProps {
	/** The path of the file that is shown. */
	readonly selected: string | null;
	readonly onOpen: (path: string) => void;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * The sandbox's folders, each read when it is opened. A tree as ARIA has it: arrows walk, open and close, Home and End
 * jump, letters find, Enter shows a file.
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
