"use client";
import { parseWorkspaceId } from "../../core/parse/parseWorkspaceId.ts";
import { toWorkspaceError } from "../../core/toWorkspaceError.ts";
import type { WorkspaceFault } from "../../protocol/index.ts";
import { Workspace, type WorkspaceProps } from "../../react/Workspace.tsx";
import { FaultMessage } from "../fault/FaultMessage.tsx";
import { partClass } from "../part/partClass.ts";

/** A workspace, or why there can be none of that id: ids often come out of an address bar. */
export function WorkspaceOrFault({ workspaceId, children }: WorkspaceProps) {
	const fault = faultOfId(workspaceId);
	if (!fault) return <Workspace workspaceId={workspaceId}>{children}</Workspace>;
	return (
		<div className={partClass("wsc-unopened")} role="alert">
			<FaultMessage fault={fault} />
		</div>
	);
}

function faultOfId(workspaceId: string): WorkspaceFault | null {
	try {
		parseWorkspaceId(workspaceId);
		return null;
	} catch (error) {
		return toWorkspaceError(error).toFault();
	}
}
