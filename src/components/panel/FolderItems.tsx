"use client";
import { useContext, useEffect } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useFiles } from "../../react/useFiles.ts";
import { FileTreeContext } from "./TreeContext.ts";
import { TreeError } from "./TreeFault.tsx";
import { TreeItem } from "./TreeItem.tsx";

interface FolderEntriesProps {
	readonly path: string;
}

/** Git's own folder is not for reading. */
const HIDDEN_FOLDER = ".git";

/** What lies in one folder, as items of the tree. */
export function FolderEntries({ path }: FolderEntriesProps) {
	const labels = useLabels();
	const { data, pending, error, reload } = useFiles(path);
	const { ensureTabStop } = useContext(FileTreeContext);
	// biome-ignore lint/correctness/useExhaustiveDependencies: what lies here has changed.
	useEffect(ensureTabStop, [data, error]);
	const entries = data?.entries.filter(({ name }) => name !== HIDDEN_FOLDER) ?? [];
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
