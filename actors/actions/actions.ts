import type { WorkspaceActionHandlers } from "../runtime/workspaceDefinition.ts";
import { destroyWorkspace, disconnectUser, getDiagnostics, pauseSandbox } from "./adminActions.ts";
import {
	answerApproval,
	editPrompt,
	movePrompt,
	prompt,
	stop,
	uploadAttachment,
	withdrawPrompt,
} from "./promptActions.ts";
import { findFiles, listFiles, listProcesses, readFile, readProcess } from "./sandboxActions.ts";
import { getSessionInfo, restartSession, setConfigOption } from "./sessionActions.ts";
import { getHistory, getItem, sync } from "./timelineActions.ts";

/** The handler of every action, by the action's name. */
export const ACTION_HANDLERS: WorkspaceActionHandlers = {
	sync,
	getHistory,
	getItem,
	prompt,
	uploadAttachment,
	stop,
	withdrawPrompt,
	editPrompt,
	movePrompt,
	answerApproval,
	setConfigOption,
	restartSession,
	disconnectUser,
	destroyWorkspace,
	getSessionInfo,
	getDiagnostics,
	pauseSandbox,
	listFiles,
	readFile,
	findFiles,
	listProcesses,
	readProcess,
};
