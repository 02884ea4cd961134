import { isRecord } from "../../protocol/isRecord.ts";
import {
	actionCancelledError,
	connectionLostError,
	isRetryable,
	isTemporaryRefusal,
	storeClosedError,
} from "../errors/connectionErrors.ts";
import { toWorkspaceError, type WorkspaceError } from "../errors/WorkspaceError.ts";
import type { Network } from "../platform/browser.ts";
import { Backoff, type Clock, InactivityTimer } from "../platform/timing.ts";
import { type ConnectionEvent, reduceConnection } from "../state/connectionReducer.ts";
import type { Observable } from "../state/observable.ts";
import { updateFields } from "../state/structuralSharing.ts";
import type { ConnectionStatus, WorkspaceState } from "../state/workspaceState.ts";
import { AccessRenewal, type AccessState, type NextListener } from "./accessRenewal.ts";
import { ConnectionGate } from "./connectionGate.ts";
import type { StoreLimits } from "./storeLimits.ts";
import type {
	ActorActions,
	ActorConnection,
	ConnectionListener,
	WorkspaceActorActions,
} from "./workspaceConnection.ts";

/** The part of a state that a connection keeps or reads. */
export interface ConnectedState extends AccessState {
	readonly connectionStatus: ConnectionStatus;
}

interface ConnectionManagerDeps<State, Actions extends ActorActions> {
	readonly state: Observable<State>;
	readonly connect: (listener: ConnectionListener) => ActorConnection;
	/** Checks what the actor responds. Throws `internal` for what cannot be parsed. */
	readonly parseResponse: <Name extends keyof Actions & string>(
		action: Name,
		value: unknown,
	) => Actions[Name]["response"];
	/** An action without argument that changes nothing. */
	readonly probe: keyof Actions & string;
	readonly clock: Clock;
	readonly network: Network;
	readonly limits: StoreLimits;
}

/** What the rest of the store does about the connection. */
interface ConnectionHandlers {
	/** A connection has opened: the state has to be synced before actions may use it. */
	onOpen(): void;
	/** The connection is gone, or there was none yet. */
	onClose(): void;
	/** The state has caught up with the workspace: actions may use the connection from here on. */
	onSynced(): void;
	/** `workspace.patches`, not parsed yet. */
	onPatches(batch: unknown): void;
	/** `workspace.head`, not parsed yet. */
	onHead(head: unknown): void;
	/** `workspace.read`, not parsed yet. */
	onRead(mark: unknown): void;
	/** `workspace.presence`, not parsed yet. */
	onPresence?(change: unknown): void;
}

interface PerformOptions {
	/** How long to wait for a connection before each attempt, in milliseconds. Default: the deadline of an action. */
	readonly connectionTimeoutMs?: number | undefined;
	/** Asked before each attempt; true ends the action with `closed`. */
	readonly isCancelled?: (() => boolean) | undefined;
}

/**
 * The connection to a workspace or a directory, and the only place that dials: it decides when to connect again and after which
 * wait, and it keeps `connectionStatus` in the state. Actions go through `perform`, which waits for it.
 *
 * A dead connection may still look open, so one is replaced when it is silent for too long, and when an action gets no
 * response while it is silent. It is also replaced when events arrive but two actions in a row get no response: after
 * the workspace has moved to another process, broadcasts may reach connections that lead nowhere.
 */
export class ConnectionManager<
	State extends ConnectedState = WorkspaceState,
	Actions extends ActorActions = WorkspaceActorActions,
> {
	readonly #deps: ConnectionManagerDeps<State, Actions>;
	readonly #gate: ConnectionGate;
	readonly #backoff: Backoff;
	/** Runs out when the connection does not open in time, and later when it is silent for too long. */
	readonly #silence: InactivityTimer;
	#handlers: ConnectionHandlers | null = null;
	#connection: ActorConnection | null = null;
	/** The number of the current connection, so that events of another one are ignored. */
	#generation = 0;
	#lastGeneration = 0;
	readonly #renewal: AccessRenewal;
	/** A connection that was renewed, until the new one is synced: a person does not leave in between. */
	#renewed: ActorConnection | null = null;
	/** Whether the workspace has responded to an action over this connection. */
	#hasResponded = false;
	/** How long the next connection may take to open. */
	#openTimeoutMs: number;
	/** Actions in a row that timed out. */
	#timeouts = 0;
	/** Milliseconds since 1970. Not read from the clock when the store is made: Next.js forbids that while it prerenders. */
	#lastCallAt = 0;

	constructor(deps: ConnectionManagerDeps<State, Actions>) {
		this.#deps = deps;
		this.#openTimeoutMs = deps.limits.openTimeoutMs;
		this.#gate = new ConnectionGate(deps.clock, storeClosedError());
		this.#backoff = new Backoff(deps.clock, deps.limits.backoffMs);
		this.#silence = new InactivityTimer(deps.clock, () => this.#replace());
		this.#renewal = new AccessRenewal({
			...deps,
			leadMs: deps.limits.renewalLeadMs,
			createListener: () => this.#createNext(),
		});
	}

	/** Connects, and stays connected until the returned function is called. */
	start(handlers: ConnectionHandlers): () => void {
		this.#handlers = handlers;
		const unsubscribe = this.#deps.network.subscribe(() => this.#handleNetworkChange());
		this.#report({ kind: "started" });
		this.#dial();
		return () => {
			unsubscribe();
			this.#disconnect();
			this.#report({ kind: "closed" });
			this.#gate.reject(storeClosedError());
		};
	}

	/** Connects again at once, also after a refusal. */
	reconnect(): void {
		if (this.#deps.state.get().connectionStatus.status === "closed") return;
		this.#report({ kind: "started" });
		this.#dial();
	}

	/** The state has caught up with the workspace. */
	markSynced(): void {
		this.#report({ kind: "synced" });
		this.#handlers?.onSynced();
		this.#gate.open();
		this.#renewed?.close();
		this.#renewed = null;
		this.#renewal.schedule();
	}

	/** The state cannot catch up, although there is a connection: says why until it does. */
	markOutdated(error: WorkspaceError): void {
		this.#report({ kind: "lost", at: this.#deps.clock.now(), isOnline: true, error: error.toInfo() });
	}

	/** The workspace does not accept this browser. Mostly only a person can change that, and then there is no retry. */
	refuse(error: WorkspaceError): void {
		if (isTemporaryRefusal(error)) {
			this.#replace(error);
			return;
		}
		this.#disconnect();
		this.#report({ kind: "refused", error: error.toInfo() });
		this.#gate.reject(error);
	}

	/**
	 * Calls an action once there is a connection that is synced. Repeats it while it is not known whether the workspace
	 * has acted, so the request carries a client id or changes nothing.
	 *
	 * @throws {WorkspaceError} The workspace's own code; `connection_lost`, `timeout` or `closed`; `internal` for a
	 *   response that cannot be parsed.
	 */
	async perform<Name extends keyof Actions & string>(
		action: Name,
		request: Actions[Name]["request"],
		{ connectionTimeoutMs, isCancelled }: PerformOptions = {},
	): Promise<Actions[Name]["response"]> {
		const { clock, limits } = this.#deps;
		const backoff = new Backoff(clock, limits.backoffMs);
		while (true) {
			await this.#gate.wait(connectionTimeoutMs ?? limits.actionTimeoutMs);
			if (isCancelled?.()) throw actionCancelledError();
			try {
				return this.#deps.parseResponse(action, await this.call(action, request));
			} catch (thrown) {
				const error = toWorkspaceError(thrown);
				if (!isRetryable(error) || backoff.failures + 1 >= limits.maxAttempts) throw error;
			}
			await new Promise<void>((resolve) => backoff.retry(resolve));
		}
	}

	/**
	 * Calls an action once, over the connection there is now. No response is no sign that the connection is dead: for what is
	 * called often, and is out of date before it could be repeated.
	 *
	 * @throws {WorkspaceError} As `perform`.
	 */
	async callOnce<Name extends keyof Actions & string>(
		action: Name,
		request: Actions[Name]["request"],
	): Promise<Actions[Name]["response"]> {
		const response = await this.#callOver(this.#connection, action, request, this.#deps.limits.actionTimeoutMs);
		return this.#deps.parseResponse(action, response);
	}

	/**
	 * Calls an action once, over the connection there is now.
	 *
	 * @returns The response, not parsed yet.
	 */
	async call<Name extends keyof Actions & string>(
		action: Name,
		request: Actions[Name]["request"],
		timeoutMs = this.#deps.limits.actionTimeoutMs,
	): Promise<unknown> {
		const connection = this.#connection;
		const calledAt = this.#deps.clock.now();
		try {
			return await this.#callOver(connection, action, request, timeoutMs);
		} catch (thrown) {
			const error = toWorkspaceError(thrown);
			if (error.code === "timeout" && connection === this.#connection) this.#handleTimeout(calledAt);
			throw error;
		}
	}

	async #callOver(
		connection: ActorConnection | null,
		action: keyof Actions & string,
		request: unknown,
		timeoutMs: number,
	): Promise<unknown> {
		if (!connection) throw connectionLostError();
		this.#lastCallAt = this.#deps.clock.now();
		const response: unknown = await connection.call(action, toWellFormed(request), { timeoutMs });
		if (connection === this.#connection) this.#handleResponse();
		return response;
	}

	#dial(): void {
		const { connect, limits } = this.#deps;
		this.#disconnect();
		this.#gate.close();
		const generation = this.#generation;
		this.#silence.start(this.#openTimeoutMs);
		this.#openTimeoutMs = Math.min(2 * this.#openTimeoutMs, limits.openTimeoutMs);
		try {
			const connection = connect(this.#createListener(generation));
			if (generation === this.#generation) this.#connection = connection;
			else connection.close();
		} catch (error) {
			this.refuse(toWorkspaceError(error));
		}
	}

	/** Closes the connection and cancels a redial that waits. */
	#disconnect(): void {
		this.#generation = ++this.#lastGeneration;
		this.#renewal.cancel();
		this.#renewed?.close();
		this.#renewed = null;
		this.#hasResponded = false;
		this.#timeouts = 0;
		this.#backoff.cancel();
		this.#silence.stop();
		this.#connection?.close();
		this.#connection = null;
		this.#handlers?.onClose();
	}

	/** Gives the connection up and dials again: at once when it had worked, otherwise after a wait. */
	#replace(error?: WorkspaceError): void {
		const hasWorked = this.#hasResponded;
		this.#disconnect();
		this.#gate.close();
		const { clock, network, limits } = this.#deps;
		this.#report({ kind: "lost", at: clock.now(), isOnline: network.isOnline(), error: error?.toInfo() });
		if (hasWorked) {
			this.#openTimeoutMs = limits.reopenTimeoutMs;
			this.#dial();
		} else this.#backoff.retry(() => this.#dial());
	}

	/** Passes on what a connection reports, as long as it is the current one. */
	#createListener(generation: number): ConnectionListener {
		const whileCurrent =
			<Arguments extends unknown[]>(handle: (...values: Arguments) => void) =>
			(...values: Arguments) => {
				if (generation !== this.#generation) return;
				this.#silence.touch();
				handle(...values);
			};
		return {
			onOpen: whileCurrent(() => {
				this.#silence.start(this.#deps.limits.silenceTimeoutMs);
				this.#handlers?.onOpen();
			}),
			onLost: whileCurrent((error?: WorkspaceError) => this.#replace(error)),
			onRefused: whileCurrent((error) => this.refuse(error)),
			onPatches: whileCurrent((batch) => this.#handlers?.onPatches(batch)),
			onHead: whileCurrent((head) => {
				this.#keepAlive();
				this.#handlers?.onHead(head);
			}),
			onRead: whileCurrent((mark) => this.#handlers?.onRead(mark)),
			onPresence: whileCurrent((change) => this.#handlers?.onPresence?.(change)),
		};
	}

	/** The listener of a connection that takes the place of the current one once it is open. */
	#createNext(): NextListener {
		const generation = ++this.#lastGeneration;
		return {
			...this.#createListener(generation),
			takeOver: (connection) => {
				this.#renewed?.close();
				this.#renewed = this.#connection;
				this.#connection = connection;
				this.#generation = generation;
			},
			isCurrent: () => generation === this.#generation,
		};
	}

	#handleResponse(): void {
		this.#hasResponded = true;
		this.#timeouts = 0;
		this.#backoff.reset();
		this.#silence.touch();
	}

	#handleTimeout(calledAt: number): void {
		this.#timeouts += 1;
		const wasSilent = this.#silence.lastActivityAt <= calledAt;
		if (wasSilent || this.#timeouts > 1) this.#replace();
		else this.#probe();
	}

	/** The workspace closes connections that call no action for long, so one is called when nobody else does. */
	#keepAlive(): void {
		if (this.#deps.clock.now() - this.#lastCallAt >= this.#deps.limits.keepAliveMs) this.#probe();
	}

	/** Asks for a sign of life: any response will do, and `#handleTimeout` acts on none. */
	#probe(timeoutMs = this.#deps.limits.probeTimeoutMs): void {
		this.call(this.#deps.probe, undefined, timeoutMs).catch(() => {});
	}

	#handleNetworkChange(): void {
		const { state, clock, network, limits } = this.#deps;
		const { status } = state.get().connectionStatus;
		const isOnline = network.isOnline();
		// A workspace on this machine needs no network, and the connection to another one may have died with the old network.
		if (status === "connected") this.#probe(isOnline ? limits.probeTimeoutMs : limits.offlineProbeTimeoutMs);
		else if (!isOnline) this.#report({ kind: "network_gone" });
		else if (status === "offline") {
			this.#report({ kind: "network_back", at: clock.now() });
			this.#backoff.reset();
			this.#dial();
		}
	}

	#report(event: ConnectionEvent): void {
		const { state } = this.#deps;
		const connectionStatus = reduceConnection(state.get().connectionStatus, event);
		state.set(updateFields<ConnectedState>(state.get(), { connectionStatus }) as State);
	}
}

/**
 * The request with every lone surrogate replaced: Rivet closes a connection that sends half of a character, or turns it
 * into three others. Text that was truncated or pasted in the wrong place may hold one.
 */
function toWellFormed(value: unknown): unknown {
	if (typeof value === "string") return value.toWellFormed();
	if (Array.isArray(value)) return value.map(toWellFormed);
	if (!isRecord(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([name, part]) => [name.toWellFormed(), toWellFormed(part)]));
}
