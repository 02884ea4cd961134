import type { WhenBusy } from "../../src/protocol/index.ts";
import type { Authenticate } from "../access/authenticate.ts";
import type { RoleTable } from "../access/roleTable.ts";
import type { ApprovalOptions } from "../approvals/approvalPolicy.ts";
import type { LogEntry } from "../log/workspaceLog.ts";
import type { SandboxOption } from "../sandbox/sandboxOption.ts";
import type { WorkspaceLimits } from "./workspaceLimits.ts";

/** What `createWorkspace` is told. */
export interface WorkspaceOptions {
	/** The agent that works here: `claude`, `codex`, `opencode`, `amp`, `pi`, `cursor` or `mock`. Default `claude`. */
	readonly agent?: string | undefined;
	/** Where the agent works: `local()`, a sandbox provider, `{ baseUrl, token }`, or a function of the workspace. */
	readonly sandbox: SandboxOption;
	/** The folder the agent works in, as a path in the sandbox. Default: the sandbox's own. */
	readonly cwd?: string | undefined;
	/** Says who each connection belongs to. Without it the workspace is open, for development. */
	readonly authenticate?: Authenticate | undefined;
	/** Lets a workspace without `authenticate` run with `NODE_ENV=production`. */
	readonly allowUnauthenticated?: boolean | undefined;
	/** The least role for single actions, where it is another than in `ROLE_TABLE`. */
	readonly access?: Partial<RoleTable> | undefined;
	/** What is answered by rule when the agent asks for a permission, and how people are asked. */
	readonly approvals?: ApprovalOptions | undefined;
	/** What a prompt does while a turn runs, where it does not say itself. Default `queue`. */
	readonly whenBusy?: WhenBusy | undefined;
	readonly limits?: Partial<WorkspaceLimits> | undefined;
	/** Gets each line of the log instead of Rivet's logger. */
	readonly onLog?: ((entry: LogEntry) => void) | undefined;
}

/** The same with nothing left open. */
export interface WorkspaceSettings {
	readonly agent: string;
	readonly sandbox: SandboxOption;
	readonly cwd: string | undefined;
	readonly authenticate: Authenticate | undefined;
	readonly access: RoleTable;
	readonly approvals: ApprovalOptions;
	readonly whenBusy: WhenBusy;
	readonly limits: WorkspaceLimits;
	readonly onLog: ((entry: LogEntry) => void) | undefined;
}
