import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { ActorConnRaw, ActorDefinition, ActorHandle } from "rivetkit/client";
import {
	actionTimeoutError,
	connectionLostError,
	isRefusal,
	workspaceDestroyedError,
} from "../core/errors/connectionErrors.ts";
import type { WorkspaceError } from "../core/errors/WorkspaceError.ts";
import type { ConnectionListener, WorkspaceConnection } from "../core/index.ts";
import { parseDestroyerName } from "../core/parse/messages.ts";
import { backoffDelay } from "../core/platform/timing.ts";
import type { ActionName, ActionRequest, ActionResponse, WorkspaceEvents } from "../protocol/index.ts";
import { fromRivetError } from "./rivetErrors.ts";

/** Calls an action over a connection of Rivet, which has no deadline of its own: a dead connection never answers. */
async function callActor<Name extends ActionName>(
	connection: Pick<ActorConnRaw, "action">,
	name: Name,
	request: ActionRequest<Name>,
	timeoutMs: number,
): Promise<ActionResponse<Name>> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const deadline = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(actionTimeoutError()), timeoutMs);
	});
	const answer = connection.action<unknown[], ActionResponse<Name>>({ name, args: [request] });
	try {
		return await Promise.race([answer, deadline]);
	} catch (error) {
		throw fromRivetError(error);
	} finally {
		clearTimeout(timer);
	}
}

/** The workspace actor as its connections see it. What it sends is looked at by the store, so it is `unknown` here. */
export type WorkspaceActor = ActorDefinition<
	unknown,
	unknown,
	unknown,
	unknown,
	unknown,
	undefined,
	Record<keyof WorkspaceEvents, StandardSchemaV1<unknown>>
>;

type WorkspaceActorHandle = Pick<ActorHandle<WorkspaceActor>, "connect">;
type RivetConnection = ReturnType<WorkspaceActorHandle["connect"]>;

interface RivetConnectionOptions {
	readonly handle: WorkspaceActorHandle;
	readonly listener: ConnectionListener;
	/** Called once, when the connection has ended for good. */
	onClosed(): void;
}

const RECONNECT_BACKOFF_MS = [250, 10_000] as const;

/** The engine may forget to tell that an actor has started; the next one who asks finds it running. */
const OPEN_TIMEOUT_MS = 10_000;

/**
 * One connection to a workspace actor. Rivet's own comes back by itself when it was open once, and gives up where it
 * could not be opened: then another one is made.
 */
export function createRivetConnection({ handle, listener, onClosed }: RivetConnectionOptions): WorkspaceConnection {
	let connection: RivetConnection | null = null;
	let failures = 0;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let isClosed = false;

	function dial() {
		const made = handle.connect();
		connection = made;
		// Subscribed before it opens, so that nothing falls between opening and listening.
		made.on("workspace.patches", (batch) => isCurrent(made) && listener.onPatches(batch));
		made.on("workspace.head", (head) => isCurrent(made) && listener.onHead(head));
		made.on(
			"workspace.destroyed",
			(event) => isCurrent(made) && refuse(workspaceDestroyedError(parseDestroyerName(event))),
		);
		made.onStatusChange((status) => isCurrent(made) && handleStatus(made, status));
		made.onError((error) => isCurrent(made) && handleError(error));
		expectOpen();
	}

	const isCurrent = (made: RivetConnection) => made === connection;

	function handleStatus(made: RivetConnection, status: RivetConnection["connStatus"]) {
		if (status === "connected") {
			failures = 0;
			clearTimeout(timer);
			// Rivet subscribes after it has told of this: what is sent now would arrive before the subscriptions.
			queueMicrotask(() => isCurrent(made) && listener.onOpen());
		}
		if (status === "disconnected") listener.onLost();
		if (status === "connecting") expectOpen();
		if (status === "idle") dialLater();
	}

	function handleError(thrown: unknown) {
		const error = fromRivetError(thrown);
		if (isRefusal(error)) refuse(error);
	}

	function refuse(error: WorkspaceError) {
		close();
		listener.onRefused(error);
	}

	function expectOpen() {
		clearTimeout(timer);
		timer = setTimeout(dialLater, OPEN_TIMEOUT_MS);
	}

	function dialLater() {
		clearTimeout(timer);
		hangUp();
		failures += 1;
		timer = setTimeout(dial, backoffDelay(failures, RECONNECT_BACKOFF_MS));
	}

	function hangUp() {
		const ended = connection;
		connection = null;
		ended?.dispose().catch(() => {});
	}

	function close() {
		if (isClosed) return;
		isClosed = true;
		clearTimeout(timer);
		hangUp();
		onClosed();
	}

	dial();
	return {
		call(action, request, { timeoutMs }) {
			// Rivet would keep it, and send it when nobody waits for it any more.
			if (connection?.connStatus !== "connected") return Promise.reject(connectionLostError());
			return callActor(connection, action, request, timeoutMs);
		},
		close,
	};
}
