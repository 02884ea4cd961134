import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { ActorDefinition, ActorHandle } from "rivetkit/client";
import type { ActorConnection } from "../core/connection/workspaceConnection.ts";
import {
	actionTimeoutError,
	connectionLostError,
	isRefusal,
	paramsFailedError,
	workspaceDestroyedError,
	workspaceNotFoundError,
} from "../core/errors/connectionErrors.ts";
import type { WorkspaceError } from "../core/errors/WorkspaceError.ts";
import type { ConnectionListener } from "../core/index.ts";
import { parseDestroyerName } from "../core/parse/messages.ts";
import { fromRivetError, isActorMissing } from "./rivetErrors.ts";

/** A workspace or directory actor as its connections see it. The store parses what it sends, so that is `unknown` here. */
export type ConnectedActor = ActorDefinition<
	unknown,
	unknown,
	unknown,
	unknown,
	unknown,
	undefined,
	Record<string, StandardSchemaV1<unknown>>
>;

type ConnectedActorHandle = Pick<ActorHandle<ConnectedActor>, "connect" | "getGatewayUrl">;

/** The names of the events of an actor. */
interface ActorEventNames {
	readonly patches: string;
	readonly head: string;
	/** Undefined for an actor that keeps no read marks. */
	readonly read?: string | undefined;
	/** Undefined for an actor that does not know where people are. */
	readonly presence?: string | undefined;
	/** Undefined for an actor that nobody can destroy. */
	readonly destroyed?: string | undefined;
}

interface RivetConnectionDeps {
	/** The handle of the actor. `getParams` is asked for each connection that Rivet makes with it. */
	getHandle(getParams: () => Promise<unknown>): ConnectedActorHandle;
	readonly events: ActorEventNames;
	/** Whether the handle creates an actor that is missing. */
	readonly createMissing: boolean;
	/** The host's own. */
	getParams(): unknown;
	readonly listener: ConnectionListener;
	/** Called once, when the connection is over. */
	onClosed(): void;
}

/**
 * Why a connection did not open, shown while it is tried again. `internal` is any code that this version does not know: the
 * server may mean anything.
 */
const SHOWN_CODES: ReadonlySet<string> = new Set(["no_server", "workspace_importing", "internal"]);

/** How long the reason for a connection that never opened may take. Without an engine nothing answers. */
const REASON_TIMEOUT_MS = 3_000;

/**
 * One connection to a workspace or directory actor. Rivet's own would reconnect when it is lost; this one reports the loss instead
 * and is over, because the store decides when to dial again.
 */
export class RivetConnection implements ActorConnection {
	readonly #deps: RivetConnectionDeps;
	readonly #connection: ReturnType<ConnectedActorHandle["connect"]>;
	#hasOpened = false;
	#isLost = false;
	#isClosed = false;

	constructor(deps: RivetConnectionDeps) {
		this.#deps = deps;
		const { listener, createMissing, events } = deps;
		this.#connection = deps.getHandle(() => this.#getParams()).connect();
		// Subscribed before it opens, so that no event falls between opening and subscribing.
		this.#connection.on(events.patches, (batch) => !this.#isClosed && listener.onPatches(batch));
		this.#connection.on(events.head, (head) => !this.#isClosed && listener.onHead(head));
		if (events.read) this.#connection.on(events.read, (mark) => !this.#isClosed && listener.onRead?.(mark));
		if (events.presence)
			this.#connection.on(events.presence, (change) => !this.#isClosed && listener.onPresence?.(change));
		if (events.destroyed)
			this.#connection.on(events.destroyed, (event) =>
				this.#refuse(workspaceDestroyedError(parseDestroyerName(event), createMissing)),
			);
		this.#connection.onStatusChange((status) => this.#handleStatus(status));
		this.#connection.onError((error) => this.#handleError(error));
	}

	async call<Response = unknown>(
		name: string,
		request: unknown,
		{ timeoutMs }: { readonly timeoutMs: number },
	): Promise<Response> {
		// Rivet would queue it, and send it when nobody waits for the response any more.
		if (this.#isClosed || this.#connection.connStatus !== "connected") throw connectionLostError();
		const response = this.#connection.action<unknown[], Response>({ name, args: [request] });
		try {
			return await withDeadline(response, timeoutMs);
		} catch (error) {
			throw fromRivetError(error);
		}
	}

	close(): void {
		if (this.#isClosed) return;
		this.#isClosed = true;
		this.#connection.dispose().catch(() => {});
		this.#deps.onClosed();
	}

	/** Rivet asks for params to reconnect before a lost connection can be disposed of. Without them it opens nothing. */
	async #getParams(): Promise<unknown> {
		const never = new Promise(() => {});
		if (this.#isLost || this.#isClosed) return never;
		try {
			// Rivet may ask before it has returned the connection, which has to be there to be closed.
			return await Promise.resolve().then(() => this.#deps.getParams());
		} catch (error) {
			// Rivet would ask again at once, and go on without end.
			this.#reportLost(paramsFailedError(error));
			return never;
		}
	}

	#handleStatus(status: ReturnType<ConnectedActorHandle["connect"]>["connStatus"]): void {
		// Rivet subscribes after this event: a call now would arrive before the subscriptions.
		if (status === "connected") queueMicrotask(() => this.#reportOpen());
		if ((status === "disconnected" || status === "idle") && !this.#isLost) {
			this.#isLost = true;
			// A refusal that ended the connection is reported after this event.
			queueMicrotask(() => void this.#reportLostOrMissing());
		}
	}

	#reportOpen(): void {
		if (this.#isLost || this.#isClosed) return;
		this.#hasOpened = true;
		this.#deps.listener.onOpen();
	}

	/** Without an actor of the key Rivet only connects again and again. A request gets the reason. */
	async #reportLostOrMissing(): Promise<void> {
		if (!this.#deps.createMissing && !this.#hasOpened && !this.#isClosed) {
			const reason = await withDeadline(this.#findReason(), REASON_TIMEOUT_MS).catch(() => null);
			if (isActorMissing(reason)) this.#refuse(workspaceNotFoundError());
		}
		this.#reportLost();
	}

	/**
	 * What the engine answers for the key. Not by an action of Rivet's: that first lists actors, which a proxy may refuse,
	 * and asks again for seconds when there is none.
	 */
	async #findReason(): Promise<unknown> {
		const handle = this.#deps.getHandle(async () => undefined);
		const response = await fetch(await handle.getGatewayUrl());
		return response.ok ? null : response.json();
	}

	#reportLost(error?: WorkspaceError): void {
		if (this.#isClosed) return;
		this.close();
		this.#deps.listener.onLost(error);
	}

	#handleError(thrown: unknown): void {
		const error =
			!this.#deps.createMissing && isActorMissing(thrown) ? workspaceNotFoundError() : fromRivetError(thrown);
		if (isRefusal(error)) this.#refuse(error);
		else if (SHOWN_CODES.has(error.code)) this.#reportLost(error);
	}

	#refuse(error: WorkspaceError): void {
		if (this.#isClosed) return;
		this.close();
		this.#deps.listener.onRefused(error);
	}
}

/** Rivet's calls have no deadline: a dead connection, or an engine that is away, never responds. */
async function withDeadline<Response>(response: Promise<Response>, timeoutMs: number): Promise<Response> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const deadline = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(actionTimeoutError()), timeoutMs);
	});
	try {
		return await Promise.race([response, deadline]);
	} finally {
		clearTimeout(timer);
	}
}
