"use client";

import { useEffect } from "react";
import { toWorkspaceError } from "../../core/errors/WorkspaceError.ts";
import { parseWorkspaceId } from "../../core/parse/workspaceId.ts";
import type { WorkspaceErrorInfo } from "../../protocol/index.ts";
import { Workspace, type WorkspaceProps } from "../../react/store.tsx";
import { ErrorMessage } from "../primitives/ErrorMessage.tsx";
import { partClassName } from "../primitives/partStyle.ts";

/** The workspace, or an error for an invalid id: ids often come from the address bar. */
export function WorkspaceOrError({ workspaceId, children }: WorkspaceProps) {
	const error = workspaceIdError(workspaceId);
	if (!error) return <Workspace workspaceId={workspaceId}>{children}</Workspace>;
	return <CannotOpen error={error} />;
}

interface CannotOpenProps {
	readonly error: WorkspaceErrorInfo;
}

/** In place of what cannot be opened by what its props say. */
export function CannotOpen({ error }: CannotOpenProps) {
	const { message, hint } = error;
	useEffect(() => console.error(`workspace-chat: ${message} ${hint ?? ""}`), [message, hint]);
	return (
		<div className={partClassName("wsc-invalid-workspace")} role="alert">
			<ErrorMessage error={error} />
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
