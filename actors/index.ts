export * from "../src/protocol/index.ts";
export type { Authenticate, AuthenticateRequest } from "./access/authenticate.ts";
export type { Identity } from "./access/identity.ts";
export { DEFAULT_ROLE_TABLE, type RoleTable } from "./access/roleTable.ts";
export type {
	ApprovalDecision,
	ApprovalOptions,
	ApprovalPolicy,
	ApprovalPolicyRequest,
	ApprovalTerms,
} from "./approvals/approvalPolicy.ts";
export { createWorkspace } from "./createWorkspace.ts";
export type { LogEvent } from "./log/logEvent.ts";
export type { LogEntry, LogLevel } from "./log/workspaceLog.ts";
export { DEFAULT_WORKSPACE_LIMITS, type WorkspaceLimits } from "./options/workspaceLimits.ts";
export type { WorkspaceOptions } from "./options/workspaceOptions.ts";
export * from "./persist/index.ts";
export { registry } from "./registry.ts";
export * from "./sandbox/index.ts";
export { workspace } from "./workspace.ts";
export type { WorkspaceDefinition } from "./workspaceDefinition.ts";
