import type { ActionName, ActionRequest, ActionResponse } from "../../protocol/index.ts";
import { createMemoryCommands, type MemoryCommandsOptions } from "./createMemoryCommands.ts";
import { createMemoryFileActions, type MemorySandboxFiles } from "./createMemoryFolder.ts";
import { createMemoryProcessActions, type MemoryProcess } from "./createMemoryProcesses.ts";
import { createMemoryReadActions } from "./createMemoryReads.ts";
import { type MemoryPerson, toYou } from "./memoryPerson.ts";
import { actionRefusedError } from "./refuseAction.ts";

type ActionTable = { [Name in ActionName]: (request: ActionRequest<Name>) => Promise<ActionResponse<Name>> };

/** Calls an action in the name of one person. */
export type CallAction = <Name extends ActionName>(
	action: Name,
	request: ActionRequest<Name>,
) => Promise<ActionResponse<Name>>;

export interface MemoryActionsOptions extends MemoryCommandsOptions {
	/** The protocol the workspace says it speaks. Default: ours. */
	readonly protocol?: number | undefined;
	/** What lies in the sandbox; undefined when it is not there. */
	readonly folder: MemorySandboxFiles | undefined;
	readonly processes: readonly MemoryProcess[];
}

/** What a person can ask of an in-memory workspace: roles are checked, and a repeat gets the first answer. */
export function createMemoryActions(options: MemoryActionsOptions): (person: MemoryPerson) => CallAction {
	const answers = new Map<string, Promise<unknown>>();

	return (person) => {
		const { userId, allowedActions } = toYou(person);
		const commands = createMemoryCommands(options, person);
		const table: ActionTable = {
			...createMemoryReadActions(options, person),
			...createMemoryFileActions(options.folder),
			...createMemoryProcessActions(options.processes),
			prompt: (request) => once(`${userId} prompt ${request.clientId}`, () => commands.prompt(request)),
			uploadAttachment: commands.uploadAttachment,
			stop: (request) => once(`${userId} cancel ${request.clientId}`, () => commands.stop(request)),
			withdrawPrompt: (request) =>
				once(`${userId} withdraw ${request.clientId}`, () => commands.withdrawPrompt(request)),
			editPrompt: (request) => once(`${userId} edit ${request.clientId}`, () => commands.editPrompt(request)),
			movePrompt: (request) => once(`${userId} move ${request.clientId}`, () => commands.movePrompt(request)),
			answerApproval: (request) => once(`${userId} answer ${request.clientId}`, () => commands.answerApproval(request)),
			setConfigOption: (request) => once(`${userId} set ${request.clientId}`, () => commands.setConfigOption(request)),
			disconnectUser: (request) => once(`${userId} revoke ${request.clientId}`, () => commands.disconnectUser(request)),
			destroyWorkspace: (request) => commands.destroyWorkspace(request),
			restartSession: (request) =>
				once(`${userId} restart ${request.clientId}`, () => commands.restartSession(request)),
		};
		return async <Name extends ActionName>(
			action: Name,
			request: ActionRequest<Name>,
		): Promise<ActionResponse<Name>> => {
			if (!allowedActions.includes(action)) throw actionRefusedError("forbidden");
			return table[action](request);
		};
	};

	/** A refusal is not kept: what was refused once may be taken later. */
	function once<Answer>(key: string, act: () => Promise<Answer>): Promise<Answer> {
		const answer = (answers.get(key) as Promise<Answer> | undefined) ?? act();
		answers.set(key, answer);
		answer.catch(() => answers.delete(key));
		return answer;
	}
}
