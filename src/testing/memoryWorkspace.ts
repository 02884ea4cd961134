import type { ConnectWorkspace } from "../core/connection/workspaceConnection.ts";
import { workspaceDestroyedError } from "../core/errors/connectionErrors.ts";
import { WorkspaceError } from "../core/errors/WorkspaceError.ts";
import { parseWorkspaceId } from "../core/parse/workspaceId.ts";
import { type Clock, systemClock } from "../core/platform/timing.ts";
import type { WorkspaceState } from "../core/state/workspaceState.ts";
import {
	type FileRoles,
	type OversightRoles,
	PROTOCOL_VERSION,
	type ReadMark,
	type RoleTable,
	type Session,
	type TimelineItem,
	type WhenBusy,
	type WorkspaceErrorInfo,
} from "../protocol/index.ts";
import { createRoleTable } from "../rules/access.ts";
import { KnownRoles } from "../rules/KnownRoles.ts";
import type { RoleSource } from "../rules/members.ts";
import type { AccessTable } from "../rules/oversight.ts";
import { MemoryAudit } from "./MemoryAudit.ts";
import { MemoryActions } from "./memoryActions.ts";
import { MemoryBackground } from "./memoryBackground.ts";
import { MemoryClaims } from "./memoryClaims.ts";
import { MemoryConnections } from "./memoryConnections.ts";
import { MemoryMembers } from "./memoryMembers.ts";
import { MemoryPeople } from "./memoryPeople.ts";
import {
	MemoryAttachments,
	MemoryFolder,
	type MemoryProcess,
	MemoryProcesses,
	type MemorySandboxFiles,
} from "./memorySandbox.ts";
import { MemoryTurns, type TurnScript } from "./memoryTurns.ts";
import { MemoryWheel } from "./memoryWheel.ts";
import { type MemoryChange, type MemoryPerson, MemoryWorkspaceState } from "./memoryWorkspaceState.ts";
import { type NetworkConditions, simulateNetwork } from "./simulateNetwork.ts";

/** What an in-memory workspace starts with. */
export interface MemoryWorkspaceOptions {
	/** Default `memory`. */
	readonly workspaceId?: string | undefined;
	/** What has happened before. Queued prompts and pending approvals are shown as such. Default: nothing. */
	readonly items?: readonly TimelineItem[] | undefined;
	/** What is known about the session. Default: one that is ready, of the agent `demo`. */
	readonly session?: Partial<Session> | undefined;
	/** Plays the agent. Default: one that repeats each prompt. */
	readonly onPrompt?: TurnScript | undefined;
	/** Runs all timers, and returns the time. Default: the system's clock. */
	readonly clock?: Clock | undefined;
	/**
	 * The least role for single actions, where it is another than in `DEFAULT_ROLE_TABLE`, and for single settings and
	 * slash commands of the agent. It has no Git, so hidden files are those with a dot name on their path.
	 */
	readonly access?: (Partial<RoleTable> & OversightRoles & FileRoles) | undefined;
	/** Who decides what people may do, as for `createWorkspace`. Default `host`: what each person who connects comes with. */
	readonly roles?: RoleSource | undefined;
	/** What a prompt does while a turn runs when it does not say. Default `queue`. */
	readonly whenBusy?: WhenBusy | undefined;
	/** The version of the protocol that it speaks, to see what a page does with another one. Default: the current one. */
	readonly protocol?: number | undefined;
	/** The files in the sandbox. Without them, reading files is refused with `session_not_ready`. */
	readonly files?: MemorySandboxFiles | undefined;
	/** The processes in the sandbox. Default: none. */
	readonly processes?: readonly MemoryProcess[] | undefined;
	/** How far people have read, by user id. Default: nobody was here before. */
	readonly reads?: Readonly<Record<string, ReadMark>> | undefined;
}

/** A workspace without a server. */
export interface MemoryWorkspace {
	/**
	 * How a person connects: what a store or a provider takes as `connect`. Each connection that is opened with it is
	 * another window of theirs.
	 *
	 * @param conditions - Makes the network a bad one. Default: everything arrives.
	 */
	connect(person: MemoryPerson, conditions?: NetworkConditions): ConnectWorkspace;
	/** The current state. It is a value: `restart` can return to it. */
	get(): WorkspaceState;
	/** Calls `listener` synchronously at each change. Returns the function that ends it. */
	subscribe(listener: (state: WorkspaceState) => void): () => void;
	/** Changes the workspace and broadcasts all changes as one batch. No rule is applied. */
	apply(...changes: readonly MemoryChange[]): void;
	/** Broadcasts the head now, not only after a moment of quiet. */
	broadcastHead(): void;
	/** Ends all connections. New ones do not open before `restoreConnections`. */
	dropConnections(): void;
	/** Lets connections open again, after `dropConnections` or `refuseConnections`. */
	restoreConnections(): void;
	/** Refuses all connections, until `restoreConnections`. */
	refuseConnections(error: WorkspaceErrorInfo): void;
	/**
	 * Ends the process and starts another: a new epoch, with the running turn interrupted.
	 *
	 * @param from - The state it starts from. Default: the current one.
	 */
	restart(from?: WorkspaceState): void;
}

/**
 * A workspace in memory that speaks the same protocol as the workspace actor and follows the same rules: for stories,
 * tests and trying things out. It runs one turn at a time, with a script in the agent's place.
 *
 * @example
 * const workspace = createMemoryWorkspace({
 * 	async onPrompt(prompt, agent) {
 * 		agent.say(`You said: ${prompt.text}. `);
 * 		const call = { toolCallId: "1", title: "Run the tests", toolKind: "execute" } as const;
 * 		const choice = await agent.requestPermission(call);
 * 		agent.say(choice === "allow" ? "They pass." : "Then not.");
 * 	},
 * });
 * const connect = workspace.connect({ userId: "ada", name: "Ada", role: "editor" });
 * const store = createWorkspaceStore({ workspaceId: "memory", connect });
 * const stop = store.start();
 * await store.prompt("Hello");
 */
export function createMemoryWorkspace(options: MemoryWorkspaceOptions = {}): MemoryWorkspace {
	const { workspaceId = "memory", items = [], session, clock = systemClock } = options;
	const { whenBusy = "queue", protocol = PROTOCOL_VERSION } = options;
	const access: AccessTable = { ...createRoleTable(options.access ?? {}), roles: options.roles ?? "host" };
	let count = 0;
	const givenIds = new Set(items.map(({ id }) => id));
	const createId = (prefix: string): string => {
		count += 1;
		const id = `${prefix}-${count}`;
		return givenIds.has(id) ? createId(prefix) : id;
	};

	const workspaceState = new MemoryWorkspaceState({
		workspaceId: parseWorkspaceId(workspaceId),
		items,
		clock,
		access,
	});
	if (session) workspaceState.apply([{ kind: "session", change: session }]);
	const script = options.onPrompt ?? echoPrompt;
	const knownRoles = new KnownRoles();
	const background = new MemoryBackground({ workspaceState, clock, createId });
	const turns = new MemoryTurns({ workspaceState, clock, createId, background, script, access, knownRoles });
	const readers = Object.keys(options.reads ?? {});
	const people = new MemoryPeople({ workspaceState, clock, createId, readers });
	const wheel = new MemoryWheel({ workspaceState, clock, createId, access, roleOf: knownRoles.of });
	const claims = new MemoryClaims({ workspaceState, clock, access, roleOf: knownRoles.of });
	const reviewAccess = () => {
		turns.reviewQueue();
		wheel.review();
		claims.review();
	};
	const audit = new MemoryAudit(() => clock.now());
	const members = new MemoryMembers({
		workspaceState,
		clock,
		createId,
		access,
		knownRoles,
		reviewAccess,
		people,
		audit,
		disconnectUser: (userId) => connections.disconnectUser(userId),
	});
	const attachments = new MemoryAttachments();
	const actions = new MemoryActions({
		workspaceState,
		turns,
		background,
		clock,
		createId,
		access,
		whenBusy,
		protocol,
		knownRoles,
		people,
		members,
		wheel,
		reviewAccess,
		attachments,
		contents: workspaceState.contents,
		audit,
		folder: new MemoryFolder(options.files, attachments),
		processes: new MemoryProcesses(options.processes ?? []),
		reads: new Map(Object.entries(options.reads ?? {})),
		disconnectUser: (userId) => connections.disconnectUser(userId),
		destroy: ({ name }) => connections.refuseAll(workspaceDestroyedError(name)),
	});
	const connections = new MemoryConnections({ workspaceState, actions, knownRoles, members, reviewAccess });
	turns.restoreSuspensions();

	return {
		connect: (person, conditions = {}) => simulateNetwork(connections.connect(person), { clock, ...conditions }),
		get: () => workspaceState.get(),
		subscribe: (listener) => workspaceState.subscribeSync(listener),
		apply: (...changes) => workspaceState.apply(changes),
		broadcastHead: () => workspaceState.announce(),
		dropConnections: () => connections.disconnectAll(),
		restoreConnections: () => connections.restore(),
		refuseConnections: (error) => connections.refuseAll(new WorkspaceError(error)),
		restart(from = workspaceState.get()) {
			connections.disconnectAll();
			turns.abandon();
			workspaceState.restart(from);
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
