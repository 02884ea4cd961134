import type { ActionName, ActionRequest } from "../../protocol/index.ts";
import { connectionLostError } from "../errors/connectionErrors.ts";
import { toWorkspaceError, type WorkspaceError } from "../errors/WorkspaceError.ts";
import { backoffDelay, type Clock } from "../platform/timing.ts";
import type { StoreLimits } from "./storeLimits.ts";
import type { ConnectionListener, ConnectWorkspace, WorkspaceConnection } from "./workspaceConnection.ts";

/** Tells when nothing was heard for too long. */
interface InactivityTimer {
	/** When something was heard last. */
	lastActivityAt(): number;
	touch(): void;
	start(): void;
	stop(): void;
}

function createInactivityTimer(clock: Clock, limitMs: number, onSilence: () => void): InactivityTimer {
	let heardAt = clock.now();
	let cancel = () => {};

	function check() {
		const left = heardAt + limitMs - clock.now();
		if (left <= 0) onSilence();
		else cancel = clock.setTimer(check, left);
	}

	return {
		lastActivityAt: () => heardAt,
		touch() {
			heardAt = clock.now();
		},
		start() {
			cancel();
			heardAt = clock.now();
			cancel = clock.setTimer(check, limitMs);
		},
		stop: () => cancel(),
	};
}

/**
 * A request whose texts hold no half of a character: Rivet ends a connection over which one comes, or makes three
 * letters of it. A text that was cut or pasted in the wrong place may hold one.
 */
function toWellFormedRequest<Request extends object | undefined>(request: Request): Request {
	if (!request) return request;
	const fields = Object.entries(request).map(([name, value]) => [
		name,
		typeof value === "string" ? value.toWellFormed() : value,
	]);
	return Object.fromEntries(fields);
}

interface ManagedConnectionOptions {
	readonly connect: ConnectWorkspace;
	readonly clock: Clock;
	readonly limits: StoreLimits;
	readonly listener: ConnectionListener;
}

/** One connection at a time, and another one when it seems dead. */
export interface ManagedConnection {
	open(): void;
	/** Lets go of the connection and makes another one. */
	reconnect(): void;
	/** Asks for a sign of life, and replaces a connection that gives none within `ms`. */
	probe(ms?: number): void;
	close(): void;
	/** Calls an action once. What it answers with has not been looked at. */
	call<Name extends ActionName>(action: Name, request: ActionRequest<Name>): Promise<unknown>;
}

/**
 * A connection may be dead and still say that it stands, so one that is silent for too long, or that leaves an action
 * without an answer while it is silent, is replaced. So is one that is heard and leaves two without an answer: when
 * the workspace has moved to another process, its broadcasts may reach connections over which nothing reaches it.
 */
export function createManagedConnection({
	connect,
	clock,
	limits,
	listener,
}: ManagedConnectionOptions): ManagedConnection {
	const watch = createInactivityTimer(clock, limits.silenceTimeoutMs, reconnect);
	let connection: WorkspaceConnection | null = null;
	let replacements = 0;
	/** Actions in a row that were left without an answer. */
	let unanswered = 0;
	/** When an action was called last. */
	let askedAt = clock.now();
	let cancelDial = () => {};
	// Grows with each connection, so that what an earlier one still says is not heard.
	let generation = 0;

	function dial() {
		generation += 1;
		unanswered = 0;
		const mine = generation;
		watch.start();
		try {
			const made = connect(listenWhile(() => mine === generation));
			if (mine === generation) connection = made;
			else made.close();
		} catch (error) {
			refuse(toWorkspaceError(error));
		}
	}

	function listenWhile(isCurrent: () => boolean): ConnectionListener {
		const heard =
			<Arguments extends unknown[]>(handle: (...values: Arguments) => void) =>
			(...values: Arguments) => {
				if (!isCurrent()) return;
				watch.touch();
				handle(...values);
			};
		return {
			onOpen: heard(listener.onOpen),
			onLost: heard(listener.onLost),
			onRefused: heard(refuse),
			onPatches: heard(listener.onPatches),
			onHead: heard((head) => {
				if (clock.now() - askedAt >= limits.keepAliveMs) probe();
				listener.onHead(head);
			}),
		};
	}

	function refuse(error: WorkspaceError) {
		hangUp();
		listener.onRefused(error);
	}

	function hangUp() {
		generation += 1;
		cancelDial();
		watch.stop();
		connection?.close();
		connection = null;
	}

	function reconnect() {
		hangUp();
		listener.onLost();
		cancelDial = clock.setTimer(dial, backoffDelay(replacements, limits.backoffMs));
		replacements += 1;
	}

	async function call<Name extends ActionName>(
		action: Name,
		request: ActionRequest<Name>,
		timeoutMs = limits.actionTimeoutMs,
	): Promise<unknown> {
		if (!connection) throw connectionLostError();
		const asked = connection;
		const sentAt = clock.now();
		askedAt = sentAt;
		try {
			const answer: unknown = await asked.call(action, toWellFormedRequest(request), { timeoutMs });
			replacements = 0;
			unanswered = 0;
			watch.touch();
			return answer;
		} catch (thrown) {
			const error = toWorkspaceError(thrown);
			if (error.code === "timeout" && connection === asked) handleNoAnswer(sentAt);
			throw error;
		}
	}

	function handleNoAnswer(sinceMs: number) {
		unanswered += 1;
		const wasSilent = watch.lastActivityAt() <= sinceMs;
		if (wasSilent || unanswered > 1) reconnect();
		else probe();
	}

	function probe(ms = limits.probeTimeoutMs) {
		// Whatever it is answered with, an answer is one. Silence is told by `replace`.
		call("getSessionInfo", undefined, ms).catch(() => {});
	}

	return { open: dial, reconnect, probe, close: hangUp, call };
}
