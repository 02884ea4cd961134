export {
	DEFAULT_ROLE_TABLE,
	type FileRoles,
	type OversightRoles,
	type Role,
	type RoleTable,
} from "../src/protocol/index.ts";
export type { ApprovalTerms } from "../src/rules/approvals.ts";
export type { DirectoryRoles } from "../src/rules/directory.ts";
export type { RoleSource } from "../src/rules/members.ts";
export {
	type Authenticate,
	type AuthenticatedPerson,
	type AuthenticateRequest,
	forbidden,
	type Identity,
} from "./access/identity.ts";
export {
	type DisconnectedUser,
	type ErasePersonOptions,
	type ImportOptions,
	WorkspaceAdmin,
	type WorkspaceAdminOptions,
} from "./admin/WorkspaceAdmin.ts";
export type {
	ApprovalDecision,
	ApprovalOptions,
	ApprovalPolicy,
	ApprovalPolicyRequest,
} from "./approvals/policy.ts";
export type { CoAuthorOption } from "./attachments/CoAuthors.ts";
export type { Speaker } from "./attachments/PromptAuthors.ts";
export type { AttentionPerson, AttentionReport, AttentionTarget, OnAttention } from "./attention/onAttention.ts";
export { type AuditVerification, verifyAuditLog } from "./audit/auditLines.ts";
export { createDirectory } from "./createDirectory.ts";
export { createWorkspace } from "./createWorkspace.ts";
export type { AuditHead } from "./database/auditTable.ts";
export type { DirectoryDefinition } from "./directory/directoryDefinition.ts";
export {
	DEFAULT_DIRECTORY_LIMITS,
	type DirectoryAuthenticate,
	type DirectoryAuthenticateRequest,
	type DirectoryLimits,
	type DirectoryOptions,
	type NewWorkspaceRequest,
} from "./directory/directoryOptions.ts";
export type { MayList, MayListAnswer, MayListRequest } from "./directory/Visibility.ts";
export { drainWorkspaces } from "./lifecycle/drain.ts";
export type { ErasedPersonCounts } from "./lifecycle/PersonErasure.ts";
export type { LogEntry, LogEvent, LogLevel } from "./log/workspaceLog.ts";
export type { SessionOption, SessionRequest, SessionSetup } from "./options/sessionOption.ts";
export { DEFAULT_WORKSPACE_LIMITS, type WorkspaceLimits } from "./options/workspaceLimits.ts";
export type { WorkspaceDirectoryOption, WorkspaceOptions } from "./options/workspaceOptions.ts";
export {
	type RivetPersistData,
	type RivetPersistState,
	RivetSessionPersistDriver,
	type RivetSessionPersistDriverOptions,
	SQLITE_PERSIST_MIGRATION,
	SqliteSessionPersistDriver,
} from "./persist/index.ts";
export { registry, workspace } from "./registry.ts";
export type { WorkspaceDefinition } from "./runtime/workspaceDefinition.ts";
export * from "./sandbox/index.ts";
export { answerProbe, checkReadiness, type Readiness, type ReadinessStatus } from "./server/health.ts";
export { type ServeOptions, serve } from "./server/serve.ts";
export type {
	McpNamedValue,
	McpServer,
	McpServerRemote,
	McpServerStdio,
	SystemPrompt,
} from "./session/guard/sessionParams.ts";
