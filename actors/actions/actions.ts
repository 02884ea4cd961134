import type { WorkspaceActionHandlers } from "../workspaceDefinition.ts";
import { answer } from "./answer.ts";
import { attach } from "./attach.ts";
import { cancel } from "./cancel.ts";
import { destroy } from "./destroy.ts";
import { edit } from "./edit.ts";
import { findFiles } from "./findFiles.ts";
import { getDiagnostics } from "./getDiagnostics.ts";
import { getSessionInfo } from "./getSessionInfo.ts";
import { history } from "./history.ts";
import { item } from "./item.ts";
import { listFiles } from "./listFiles.ts";
import { listProcesses } from "./listProcesses.ts";
import { move } from "./move.ts";
import { prompt } from "./prompt.ts";
import { readFile } from "./readFile.ts";
import { readProcess } from "./readProcess.ts";
import { restart } from "./restart.ts";
import { restSandbox } from "./restSandbox.ts";
import { revoke } from "./revoke.ts";
import { setConfigOption } from "./setConfigOption.ts";
import { sync } from "./sync.ts";
import { withdraw } from "./withdraw.ts";

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
