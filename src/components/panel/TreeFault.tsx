"use client";
import { useContext } from "react";
import type { WorkspaceErrorInfo } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { ErrorMessage } from "../fault/FaultMessage.tsx";
import { FileTreeContext } from "./TreeContext.ts";

interface TreeErrorProps {
	/** The folder that could not be read. */
	readonly path: string;
	readonly error: WorkspaceErrorInfo;
	readonly onRetry: () => void;
}

/** Why a folder could not be read, as an item of the tree: to choose it is to try again. */
export function TreeError({ path, error: { code, message, hint }, onRetry }: TreeErrorProps) {
	const labels = useLabels();
	const { focused } = useContext(FileTreeContext);
	const key = `${path}/`;
	return (
		<li role="none">
			{/* biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys. */}
			<div
				role="treeitem"
				className="wsc-tree-fault"
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
