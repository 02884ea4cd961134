import type { ConnectionListener, ConnectWorkspace } from "../core/connection/workspaceConnection.ts";
import { connectionLostError } from "../core/errors/connectionErrors.ts";
import { toWorkspaceError, WorkspaceError } from "../core/errors/WorkspaceError.ts";
import type { ActionName, ActionRequest, ActionResponse, PresenceUpdate, ReadMark } from "../protocol/index.ts";
import type { Requester } from "../rules/access.ts";
import type { KnownRoles } from "../rules/KnownRoles.ts";
import { Refusal } from "../rules/refusals.ts";
import type { MemoryActions } from "./memoryActions.ts";
import type { MemoryMembers } from "./memoryMembers.ts";
import type { MemoryEvent, MemoryPeer, MemoryPerson, MemoryWorkspaceState } from "./memoryWorkspaceState.ts";

interface MemoryConnectionDeps {
	readonly workspaceState: MemoryWorkspaceState;
	readonly actions: MemoryActions;
	readonly knownRoles: KnownRoles;
	readonly members: MemoryMembers;
	/** Somebody has another role, or their access has ended. */
	reviewAccess(): void;
	readonly person: MemoryPerson;
	readonly listener: ConnectionListener;
	/** The other connections of the same person. */
	others(connection: MemoryConnection): readonly MemoryConnection[];
}

/** One connection. What it carries is copied, and arrives a moment later and in order, as over a wire. */
class MemoryConnection {
	readonly #deps: MemoryConnectionDeps;
	readonly #onLost = new Set<(error: WorkspaceError) => void>();
	#peer: MemoryPeer | null = null;
	/** As they came. */
	#person: Requester | null = null;
	#isEnded = false;

	constructor(deps: MemoryConnectionDeps) {
		this.#deps = deps;
	}

	get userId(): string {
		return this.#deps.person.userId;
	}

	open(): void {
		if (this.#peer || this.#isEnded) return;
		try {
			this.#person = this.#deps.members.admit(this.#deps.person);
		} catch (error) {
			this.refuse(error instanceof Refusal ? new WorkspaceError(error.info) : toWorkspaceError(error));
			return;
		}
		this.#peer = this.#createPeer();
		this.#deps.knownRoles.record(this.#person);
		this.#deps.reviewAccess();
		this.#deps.workspaceState.join(this.#peer, null);
		this.#deps.listener.onOpen();
	}

	/** A connection that was lost is over: the store opens another one. */
	disconnect(): void {
		if (!this.#leave()) return;
		this.#isEnded = true;
		this.#deps.listener.onLost();
	}

	refuse(error: WorkspaceError): void {
		this.#leave();
		if (!this.#isEnded) this.#deps.listener.onRefused(error);
		this.#isEnded = true;
	}

	close(): void {
		this.#isEnded = true;
		this.#leave();
	}

	/** Receives an event that is for this connection alone. */
	receive(event: MemoryEvent): void {
		this.#peer?.(event);
	}

	async call<Name extends ActionName>(action: Name, request: ActionRequest<Name>): Promise<ActionResponse<Name>> {
		const { workspaceState, actions, knownRoles, members } = this.#deps;
		const peer = this.#peer;
		const person = this.#person;
		// As in the actor: nobody acts with a connection that is about to be closed.
		if (!peer || !person || knownRoles.of(person.userId) === null) throw connectionLostError();
		const by = members.withCurrentRole(person);
		const { allowedActions: _allowedActions, ...participant } = by;
		const caller = {
			by,
			join: () => workspaceState.join(peer, participant),
			sendRead: (mark: ReadMark) => {
				for (const other of this.#deps.others(this)) other.receive({ read: mark });
			},
			report(update: PresenceUpdate) {
				workspaceState.join(peer, participant);
				workspaceState.presence.report(peer, by.userId, update);
			},
		};
		const copy = structuredClone(request);
		const { promise: lost, reject } = Promise.withResolvers<never>();
		this.#onLost.add(reject);
		try {
			const response = Promise.resolve().then(() => {
				// As in the actor: nobody acts with a connection that is about to be closed.
				if (peer !== this.#peer || knownRoles.of(person.userId) === null) throw connectionLostError();
				return actions.call(action, copy, caller);
			});
			return structuredClone(await Promise.race([lost, response]));
		} finally {
			this.#onLost.delete(reject);
		}
	}

	#createPeer(): MemoryPeer {
		const { listener } = this.#deps;
		const peer: MemoryPeer = (event) => {
			const copy = structuredClone(event);
			queueMicrotask(() => {
				if (peer !== this.#peer) return;
				if ("patches" in copy) listener.onPatches(copy.patches);
				else if ("head" in copy) listener.onHead(copy.head);
				else if ("presence" in copy) listener.onPresence?.(copy.presence);
				else listener.onRead?.(copy.read);
			});
		};
		return peer;
	}

	/** False when it was not open. */
	#leave(): boolean {
		if (!this.#peer) return false;
		const peer = this.#peer;
		this.#peer = null;
		this.#deps.workspaceState.leave(peer);
		for (const reject of [...this.#onLost]) reject(connectionLostError());
		return true;
	}
}

type MemoryConnectionsDeps = Omit<MemoryConnectionDeps, "person" | "listener" | "others">;

/** The connections to an in-memory workspace, and whether it accepts any. */
export class MemoryConnections {
	readonly #deps: MemoryConnectionsDeps;
	readonly #connections = new Set<MemoryConnection>();
	#isDown = false;
	#refusal: WorkspaceError | null = null;

	constructor(deps: MemoryConnectionsDeps) {
		this.#deps = deps;
	}

	connect(person: MemoryPerson): ConnectWorkspace {
		return (listener) => {
			const others = (one: MemoryConnection) =>
				[...this.#connections].filter((other) => other !== one && other.userId === one.userId);
			const connection = new MemoryConnection({ ...this.#deps, person, listener, others });
			this.#connections.add(connection);
			// Later, because the caller does not have the connection yet.
			queueMicrotask(() => this.#admit(connection));
			return {
				call: (action, request) => connection.call(action, request),
				close: () => {
					this.#connections.delete(connection);
					connection.close();
				},
			};
		};
	}

	/** Ends a person's connections; new ones may open at once. Returns how many there were. */
	disconnectUser(userId: string): number {
		const theirs = [...this.#connections].filter((connection) => connection.userId === userId);
		// Later, so that people who disconnect themselves receive the response first.
		setTimeout(() => {
			for (const connection of theirs) connection.disconnect();
		});
		return theirs.length;
	}

	/** Ends all connections. New ones do not open before `restore`. */
	disconnectAll(): void {
		this.#isDown = true;
		for (const connection of [...this.#connections]) connection.disconnect();
	}

	restore(): void {
		this.#isDown = false;
		this.#refusal = null;
		for (const connection of [...this.#connections]) connection.open();
	}

	/** Refuses all connections, until `restore`. */
	refuseAll(error: WorkspaceError): void {
		this.#refusal = error;
		for (const connection of [...this.#connections]) connection.refuse(error);
	}

	#admit(connection: MemoryConnection): void {
		if (this.#refusal) connection.refuse(this.#refusal);
		else if (!this.#isDown) connection.open();
	}
}
