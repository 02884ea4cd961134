import type { ActionAnswer, ActionName, ActionRequest } from "../../protocol/index.ts";
import { createMemoryCommands, type MemoryCommandsOptions } from "./createMemoryCommands.ts";
import { createMemoryFolder, type MemoryFolder } from "./createMemoryFolder.ts";
import { createMemoryProcesses, type MemoryProcess } from "./createMemoryProcesses.ts";
import { createMemoryReads } from "./createMemoryReads.ts";
import { type MemoryPerson, youOf } from "./memoryPerson.ts";
import { refuseAction } from "./refuseAction.ts";

type ActionTable = { [Name in ActionName]: (request: ActionRequest<Name>) => Promise<ActionAnswer<Name>> };

/** Calls an action in the name of one person. */
export type CallAction = <Name extends ActionName>(
	action: Name,
	request: ActionRequest<Name>,
) => Promise<ActionAnswer<Name>>;

export interface MemoryActionsOptions extends MemoryCommandsOptions {
	/** The protocol the workspace says it speaks. Default: ours. */
	readonly protocol?: number | undefined;
	/** What lies in the sandbox; undefined when it is not there. */
	readonly folder: MemoryFolder | undefined;
	readonly processes: readonly MemoryProcess[];
}

/** What a person can ask of an in-memory workspace: roles are checked, and a repeat gets the first answer. */
export function createMemoryActions(options: MemoryActionsOptions): (person: MemoryPerson) => CallAction {
	const answers = new Map<string, Promise<unknown>>();

	return (person) => {
		const { userId, allowed } = youOf(person);
		const commands = createMemoryCommands(options, person);
		const table: ActionTable = {
			...createMemoryReads(options, person),
			...createMemoryFolder(options.folder),
			...createMemoryProcesses(options.processes),
			prompt: (request) => once(`${userId} prompt ${request.clientId}`, () => commands.prompt(request)),
			attach: commands.attach,
			cancel: (request) => once(`${userId} cancel ${request.clientId}`, () => commands.cancel(request)),
			withdraw: (request) => once(`${userId} withdraw ${request.clientId}`, () => commands.withdraw(request)),
			edit: (request) => once(`${userId} edit ${request.clientId}`, () => commands.edit(request)),
			move: (request) => once(`${userId} move ${request.clientId}`, () => commands.move(request)),
			answer: (request) => once(`${userId} answer ${request.clientId}`, () => commands.answer(request)),
			setConfigOption: (request) => once(`${userId} set ${request.clientId}`, () => commands.setConfigOption(request)),
			revoke: (request) => once(`${userId} revoke ${request.clientId}`, () => commands.revoke(request)),
			destroy: (request) => commands.destroy(request),
			restart: (request) => once(`${userId} restart ${request.clientId}`, () => commands.restart(request)),
		};
		return async <Name extends ActionName>(action: Name, request: ActionRequest<Name>): Promise<ActionAnswer<Name>> => {
			if (!allowed.includes(action)) throw refuseAction("forbidden");
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
