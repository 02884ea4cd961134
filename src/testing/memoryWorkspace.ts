import type { ConnectWorkspace } from "../core/connection/workspaceConnection.ts";
import { workspaceDestroyedError } from "../core/errors/connectionErrors.ts";
import { WorkspaceError } from "../core/errors/WorkspaceError.ts";
import { parseWorkspaceId } from "../core/parse/workspaceId.ts";
import { type Clock, systemClock } from "../core/platform/timing.ts";
import type { WorkspaceState } from "../core/state/workspaceState.ts";
import type { Person, Session, TimelineItem, WhenBusy, WorkspaceErrorInfo } from "../protocol/index.ts";
import { createMemoryActions } from "./memoryActions.ts";
import { createMemoryConnections, type NetworkConditions, simulateNetwork } from "./memoryConnections.ts";
import { createMemoryRoom, type MemoryChange, type MemoryPerson } from "./memoryRoom.ts";
import { createMemoryAttachments, type MemoryProcess, type MemorySandboxFiles } from "./memorySandbox.ts";
import { createMemoryTurns, type TurnScript } from "./memoryTurns.ts";

export interface MemoryWorkspaceOptions {
	/** Default `memory`. */
	readonly workspaceId?: string | undefined;
	/** What has happened before: queued prompts and pending approvals find their places by themselves. */
	readonly items?: readonly TimelineItem[] | undefined;
	readonly session?: Partial<Session> | undefined;
	/** Plays the agent. Default: one that repeats what it was told. */
	readonly onPrompt?: TurnScript | undefined;
	readonly clock?: Clock | undefined;
	/** What a prompt does while a turn runs, where it does not say itself. Default `queue`. */
	readonly whenBusy?: WhenBusy | undefined;
	/** The protocol it says it speaks, to see what a page does with another one. */
	readonly protocol?: number | undefined;
	/** What lies in the sandbox. Without it nobody can look there. */
	readonly files?: MemorySandboxFiles | undefined;
	readonly processes?: readonly MemoryProcess[] | undefined;
}

/** A workspace without a server. */
export interface MemoryWorkspace {
	/** The way in for a person. Each call of it is another window of theirs. */
	connect(person: MemoryPerson, faults?: NetworkConditions): ConnectWorkspace;
	/** What is true now. A value: with `restart` it can be come back to. */
	get(): WorkspaceState;
	/** Calls `listener` at each change, at once. */
	subscribe(listener: (state: WorkspaceState) => void): () => void;
	/** Changes the workspace and tells everybody, all changes in one batch. */
	apply(...changes: readonly MemoryChange[]): void;
	/** Tells where it stands now, not only after a moment of quiet. */
	broadcastHead(): void;
	/** Cuts all connections. None comes back before `restore`. */
	dropConnections(): void;
	/** Lets connections come back, after `cut` and `refuse`. */
	restoreConnections(): void;
	/** Turns everybody away until `restore`. */
	refuseConnections(fault: WorkspaceErrorInfo): void;
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
	const revoke = (userId: string) => connections.disconnectUser(userId);
	const destroy = ({ name }: Person) => connections.refuseAll(workspaceDestroyedError(name));
	const turns = createMemoryTurns({ room, clock, createId, play: options.onPrompt ?? echoPrompt });
	const sandbox = { folder: options.files, processes: options.processes ?? [] };
	const files = createMemoryAttachments();
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
		connect: (person, faults = {}) => simulateNetwork(connections.connect(person), { clock, ...faults }),
		get: room.get,
		subscribe: room.subscribeSync,
		apply(...changes) {
			room.apply(changes);
		},
		broadcastHead: room.announce,
		dropConnections: connections.disconnectAll,
		restoreConnections: connections.restore,
		refuseConnections: (fault) => connections.refuseAll(new WorkspaceError(fault)),
		restart(from = room.get()) {
			connections.disconnectAll();
			turns.abandon();
			room.restart(from);
			connections.restore();
			turns.recover();
		},
	};
}

const echoPrompt: TurnScript = async (prompt, agent) => {
	for (const word of `You said: ${prompt.text}`.split(/(?<= )/)) {
		agent.say(word);
		await agent.wait(20);
	}
};
