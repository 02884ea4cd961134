"use client";
import { type ReactNode, useContext, useId } from "react";
import type { FolderEntry } from "../../protocol/index.ts";
import { Icon } from "../icon/Icon.tsx";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { FileTreeContext } from "./TreeContext.ts";

interface TreeItemProps {
	readonly entry: FolderEntry;
	readonly path: string;
	/** What lies in it; rendered while it is open. */
	readonly children: ReactNode;
}

/** A file, or a folder with what lies in it. */
export function TreeItem({ entry: { name, kind }, path, children }: TreeItemProps) {
	const { expanded, focused, selected, activate } = useContext(FileTreeContext);
	const group = useId();
	const isOpen = kind === "folder" ? expanded.has(path) : undefined;
	const shown = revealDirectionOverrides(name);
	return (
		<li role="none">
			{/* biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys. */}
			<div
				role="treeitem"
				className="wsc-tree-row"
				dir="ltr"
				data-path={path}
				data-kind={kind}
				// Its own name: what it owns would be read out with it.
				aria-label={shown}
				aria-level={path.split("/").length}
				aria-expanded={isOpen}
				aria-selected={path === selected}
				aria-owns={isOpen ? group : undefined}
				tabIndex={path === focused ? 0 : -1}
				onClick={() => activate(path, kind)}
			>
				{kind === "folder" && <Icon name="expand" />}
				<span className="wsc-tree-name">{shown}</span>
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
