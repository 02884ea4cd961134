"use client";
import { useContext, useEffect } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useFiles } from "../../react/useFiles.ts";
import { TreeContext } from "./TreeContext.ts";
import { TreeFault } from "./TreeFault.tsx";
import { TreeItem } from "./TreeItem.tsx";

interface FolderItemsProps {
	readonly path: string;
}

/** Git's own folder is not for reading. */
const HIDDEN = ".git";

/** What lies in one folder, as items of the tree. */
export function FolderItems({ path }: FolderItemsProps) {
	const labels = useLabels();
	const { value, pending, error, reload } = useFiles(path);
	const { keepReachable } = useContext(TreeContext);
	// biome-ignore lint/correctness/useExhaustiveDependencies: what lies here has changed.
	useEffect(keepReachable, [value, error]);
	const entries = value?.entries.filter(({ name }) => name !== HIDDEN) ?? [];
	const folder = path === "" ? "" : `${path}/`;
	return (
		<>
			{entries.map((entry) => (
				<TreeItem key={entry.name} entry={entry} path={`${folder}${entry.name}`}>
					<FolderItems path={`${folder}${entry.name}`} />
				</TreeItem>
			))}
			{error && <TreeFault path={path} fault={error} onRetry={reload} />}
			{!error && entries.length === 0 && (
				<li role="none" className="wsc-tree-note wsc-faint">
					{pending ? labels.loading : labels.folderEmpty}
				</li>
			)}
			{value?.truncated && (
				<li role="none" className="wsc-tree-note wsc-faint">
					{labels.folderCut}
				</li>
			)}
		</>
	);
}
