import type { Person, Session, TimelineItem, WhenBusy, WorkspaceFault } from "../../protocol/index.ts";
import { workspaceDestroyed } from "../connectionErrors.ts";
import { parseWorkspaceId } from "../parse/parseWorkspaceId.ts";
import { type Clock, systemClock } from "../ports/clock.ts";
import { WorkspaceError } from "../WorkspaceError.ts";
import type { ConnectWorkspace } from "../workspaceConnection.ts";
import type { WorkspaceState } from "../workspaceState.ts";
import { createMemoryActions } from "./createMemoryActions.ts";
import { createMemoryConnections } from "./createMemoryConnections.ts";
import { createMemoryFiles } from "./createMemoryFiles.ts";
import type { MemoryFolder } from "./createMemoryFolder.ts";
import type { MemoryProcess } from "./createMemoryProcesses.ts";
import { createMemoryRoom } from "./createMemoryRoom.ts";
import { createMemoryTurns, type PlayTurn } from "./createMemoryTurns.ts";
import type { MemoryChange } from "./memoryChange.ts";
import type { MemoryPerson } from "./memoryPerson.ts";
import { type Faults, withFaults } from "./withFaults.ts";

export interface MemoryWorkspaceOptions {
	/** Default `memory`. */
	readonly workspaceId?: string | undefined;
	/** What has happened before: queued prompts and pending approvals find their places by themselves. */
	readonly items?: readonly TimelineItem[] | undefined;
	readonly session?: Partial<Session> | undefined;
	/** Plays the agent. Default: one that repeats what it was told. */
	readonly onPrompt?: PlayTurn | undefined;
	readonly clock?: Clock | undefined;
	/** What a prompt does while a turn runs, where it does not say itself. Default `queue`. */
	readonly whenBusy?: WhenBusy | undefined;
	/** The protocol it says it speaks, to see what a page does with another one. */
	readonly protocol?: number | undefined;
	/** What lies in the sandbox. Without it nobody can look there. */
	readonly files?: MemoryFolder | undefined;
	readonly processes?: readonly MemoryProcess[] | undefined;
}

/** A workspace without a server. */
export interface MemoryWorkspace {
	/** The way in for a person. Each call of it is another window of theirs. */
	connect(person: MemoryPerson, faults?: Faults): ConnectWorkspace;
	/** What is true now. A value: with `restart` it can be come back to. */
	get(): WorkspaceState;
	/** Calls `listener` at each change, at once. */
	subscribe(listener: (state: WorkspaceState) => void): () => void;
	/** Changes the workspace and tells everybody, all changes in one batch. */
	apply(...changes: readonly MemoryChange[]): void;
	/** Tells where it stands now, not only after a moment of quiet. */
	announce(): void;
	/** Cuts all connections. None comes back before `restore`. */
	cut(): void;
	/** Lets connections come back, after `cut` and `refuse`. */
	restore(): void;
	/** Turns everybody away until `restore`. */
	refuse(fault: WorkspaceFault): void;
	/** Ends the process and starts another: a new epoch, from the state given, or from the one it has. */
	restart(from?: WorkspaceState): void;
}

/**
 * A workspace in memory that speaks the same protocol as the workspace actor: for stories, tests and trying things
 * out. It runs one turn at a time, with a script in the agent's place.
 *
 * @example
 * const workspace = createMemoryWorkspace({
 * 	async onPrompt(prompt, agent) {
 * 		agent.say(`You said ${prompt.text}. `);
 * 		const choice = await agent.ask({ toolCallId: "1", title: "Run the tests", toolKind: "execute" });
 * 		agent.say(choice === "allow" ? "Done." : "As you wish.");
 * 	},
 * });
 * const store = createWorkspaceStore({ workspaceId: "memory", connect: workspace.connect({ userId: "ada", name: "Ada" }) });
 */
export function createMemoryWorkspace(options: MemoryWorkspaceOptions = {}): MemoryWorkspace {
	const { workspaceId = "memory", items = [], session, clock = systemClock, whenBusy = "queue", protocol } = options;
	const room = createMemoryRoom({ workspaceId: parseWorkspaceId(workspaceId), items, clock });
	if (session) room.apply([{ kind: "session", change: session }]);

	let count = 0;
	const createId = (prefix: string) => `${prefix}-${++count}`;
	const revoke = (userId: string) => connections.revoke(userId);
	const destroy = ({ name }: Person) => connections.refuse(workspaceDestroyed(name));
	const turns = createMemoryTurns({ room, clock, createId, play: options.onPrompt ?? repeat });
	const sandbox = { folder: options.files, processes: options.processes ?? [] };
	const files = createMemoryFiles();
	const actions = createMemoryActions({
		room,
		turns,
		clock,
		createId,
		files,
		whenBusy,
		protocol,
		revoke,
		destroy,
		...sandbox,
	});
	const connections = createMemoryConnections(room, actions);

	return {
		connect: (person, faults = {}) => withFaults(connections.connect(person), { clock, ...faults }),
		get: room.get,
		subscribe: room.observe,
		apply(...changes) {
			room.apply(changes);
		},
		announce: room.announce,
		cut: connections.cut,
		restore: connections.restore,
		refuse: (fault) => connections.refuse(new WorkspaceError(fault)),
		restart(from = room.get()) {
			connections.cut();
			turns.abandon();
			room.restart(from);
			connections.restore();
			turns.recover();
		},
	};
}

const repeat: PlayTurn = async (prompt, agent) => {
	for (const word of `You said: ${prompt.text}`.split(/(?<= )/)) {
		agent.say(word);
		await agent.pause(20);
	}
};
