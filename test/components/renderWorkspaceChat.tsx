import { render } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { WorkspaceChat, type WorkspaceChatProps } from "../../src/index.ts";
import type { ActionName } from "../../src/protocol/index.ts";
import { createMemoryWorkspace, type MemoryWorkspaceOptions } from "../../src/testing/index.ts";

export interface WorkspaceChatOptions extends MemoryWorkspaceOptions {
	readonly allowed?: readonly ActionName[] | undefined;
	readonly props?: Partial<WorkspaceChatProps> | undefined;
}

/** Ada's window on a workspace in memory. */
export function renderWorkspaceChat({ allowed: allowedActions, props, ...options }: WorkspaceChatOptions = {}) {
	const workspace = createMemoryWorkspace(options);
	const connect = () => workspace.connect({ userId: "ada", name: "Ada", allowedActions });
	const view = render(<WorkspaceChat workspaceId="memory" connect={connect} storage={null} {...props} />);
	return { ...view, workspace, user: userEvent.setup() };
}
