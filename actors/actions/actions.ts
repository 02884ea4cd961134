import type { WorkspaceActionHandlers } from "../runtime/workspaceDefinition.ts";
import * as adminActions from "./adminActions.ts";
import * as auditActions from "./auditActions.ts";
import * as directoryActions from "./directoryActions.ts";
import * as memberActions from "./memberActions.ts";
import * as noteActions from "./noteActions.ts";
import * as presenceActions from "./presenceActions.ts";
import * as promptActions from "./promptActions.ts";
import * as sandboxActions from "./sandboxActions.ts";
import * as sessionActions from "./sessionActions.ts";
import * as timelineActions from "./timelineActions.ts";
import * as transferActions from "./transferActions.ts";

/** The handler of every action, by the action's name: all that these modules export. */
export const ACTION_HANDLERS: WorkspaceActionHandlers = {
	...timelineActions,
	...presenceActions,
	...promptActions,
	...noteActions,
	...sessionActions,
	...adminActions,
	...directoryActions,
	...memberActions,
	...sandboxActions,
	...transferActions,
	...auditActions,
};
