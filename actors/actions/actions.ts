import type { WorkspaceActionHandlers } from "../runtime/workspaceDefinition.ts";
import { destroy, getDiagnostics, restSandbox, revoke } from "./adminActions.ts";
import { answer, attach, cancel, edit, move, prompt, withdraw } from "./promptActions.ts";
import { findFiles, listFiles, listProcesses, readFile, readProcess } from "./sandboxActions.ts";
import { getSessionInfo, restart, setConfigOption } from "./sessionActions.ts";
import { history, item, sync } from "./timelineActions.ts";

/** Every action of a workspace, by its name. */
export const ACTIONS: WorkspaceActionHandlers = {
	sync,
	getHistory: history,
	getItem: item,
	prompt,
	uploadAttachment: attach,
	stop: cancel,
	withdrawPrompt: withdraw,
	editPrompt: edit,
	movePrompt: move,
	answerApproval: answer,
	setConfigOption,
	restartSession: restart,
	disconnectUser: revoke,
	destroyWorkspace: destroy,
	getSessionInfo,
	getDiagnostics,
	pauseSandbox: restSandbox,
	listFiles,
	readFile,
	findFiles,
	listProcesses,
	readProcess,
};
