import type { WorkspaceErrorInfo } from "../protocol/index.ts";

/** How the browser stands to the workspace. Tell the cases apart by `status`. */
export type ConnectionStatus =
	/** The first connection is being made. */
	| { readonly status: "connecting" }
	/** Everything that happens arrives. */
	| { readonly status: "connected" }
	/** It was lost at `since` (ms since 1970) and comes back by itself; what is shown may be old. */
	| { readonly status: "reconnecting"; readonly since: number; readonly attempt: number }
	/** The machine has no network; connecting goes on when it has. */
	| { readonly status: "offline" }
	/** The workspace will not have this browser, and asking again would not help until something was done about it. */
	| { readonly status: "refused"; readonly error: WorkspaceErrorInfo }
	/** The store was not started, or was stopped. */
	| { readonly status: "closed" };
