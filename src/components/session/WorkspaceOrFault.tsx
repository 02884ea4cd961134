"use client";
import { parseWorkspaceId } from "../../core/parse/parseWorkspaceId.ts";
import { toWorkspaceError } from "../../core/toWorkspaceError.ts";
import type { WorkspaceErrorInfo } from "../../protocol/index.ts";
import { Workspace, type WorkspaceProps } from "../../react/Workspace.tsx";
import { ErrorMessage } from "../fault/FaultMessage.tsx";
import { partClassName } from "../part/partClass.ts";

/** A workspace, or why there can be none of that id: ids often come out of an address bar. */
export function WorkspaceOrError({ workspaceId, children }: WorkspaceProps) {
	const fault = workspaceIdError(workspaceId);
	if (!fault) return <Workspace workspaceId={workspaceId}>{children}</Workspace>;
	return (
		<div className={partClassName("wsc-unopened")} role="alert">
			<ErrorMessage error={fault} />
		</div>
	);
}

function workspaceIdError(workspaceId: string): WorkspaceErrorInfo | null {
	try {
		parseWorkspaceId(workspaceId);
		return null;
	} catch (error) {
		return toWorkspaceError(error).toInfo();
	}
}
