"use client";
import { useContext } from "react";
import type { WorkspaceFault } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { FaultMessage } from "../fault/FaultMessage.tsx";
import { TreeContext } from "./TreeContext.ts";

interface TreeFaultProps {
	/** The folder that could not be read. */
	readonly path: string;
	readonly fault: WorkspaceFault;
	readonly onRetry: () => void;
}

/** Why a folder could not be read, as an item of the tree: to choose it is to try again. */
export function TreeFault({ path, fault: { code, message, hint }, onRetry }: TreeFaultProps) {
	const labels = useLabels();
	const { focused } = useContext(TreeContext);
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
				<FaultMessage fault={{ code, message, hint }} level="info">
					<span className="wsc-link">{labels.tryAgain}</span>
				</FaultMessage>
			</div>
		</li>
	);
}
