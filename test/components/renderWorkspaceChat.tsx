import { render } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { onTestFinished } from "vitest";
import { createWorkspaceStore } from "../../src/core/index.ts";
import { WorkspaceChat, type WorkspaceChatProps } from "../../src/index.ts";
import type { ActionName, TimelineItem } from "../../src/protocol/index.ts";
import { createMemoryWorkspace, type MemoryWorkspaceOptions } from "../../src/testing/index.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";

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

/** Ada's window on a workspace with these items, and Ben, who may answer what waits. */
export function renderBesideBen(...items: readonly TimelineItem[]) {
	const rendered = renderWorkspaceChat({ items: sampleTimeline(...items) });
	const connect = rendered.workspace.connect({ userId: "ben", name: "Ben", role: "approver" });
	const ben = createWorkspaceStore({ workspaceId: "memory", connect, storage: null });
	onTestFinished(ben.start());
	return { ...rendered, ben };
}
