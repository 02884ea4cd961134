import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { SessionError, toErrorInfo } from "../errors/sessionErrors.ts";
import type { AgentSession, AgentSessionListener } from "../session/agentSession.ts";
import { nextRetryMs, type RetryLimits } from "../timing/retry.ts";
import type { SessionStore } from "./sessionFacts.ts";

/** Those who wait for one thing that others bring. */
interface Waiters<Value> {
	wait(): Promise<Value>;
	resolve(value: Value): void;
	reject(error: Error): void;
}

function createWaiters<Value>(): Waiters<Value> {
	let waiting: PromiseWithResolvers<Value>[] = [];

	function takeAll(): PromiseWithResolvers<Value>[] {
		const all = waiting;
		waiting = [];
		return all;
	}

	return {
		wait() {
			const waiter = Promise.withResolvers<Value>();
			waiting.push(waiter);
			return waiter.promise;
		},
		resolve(value) {
			for (const waiter of takeAll()) waiter.resolve(value);
		},
		reject(error) {
			for (const waiter of takeAll()) waiter.reject(error);
		},
	};
}

/** Owns the life of the agent's session: opens it, brings it back when it is lost, and says where it stands. */
export interface SessionKeeper {
	/** The session when it is ready, else null. */
	current(): AgentSession | null;
	/**
	 * Opens it in the background, unless it is there, on its way, or about to be tried again. One that waits for a person
	 * is opened by `ready` and `restart` alone: looking on is not what it waits for.
	 */
	ensureOpen(): void;
	/** Waits until it is ready. Rejects when it cannot be opened without a person, or when the workspace stops. */
	ready(): Promise<AgentSession>;
	/** Opens it at once; false when it is ready already. */
	restart(): boolean;
	/** Gives up the connection to the agent and opens another. */
	reconnect(): void;
	/**
	 * Lets go of the connection, and opens none until everybody who has done so has called the function they got. Then it
	 * is opened again if it is needed.
	 */
	suspend(): () => void;
	/** A turn went well: what failed before no longer counts. */
	resetFailures(): void;
	/** Lets go of the connection. The sandbox stays. */
	stop(): Promise<void>;
}

export interface SessionKeeperOptions {
	open(listener: AgentSessionListener, signal: AbortSignal): Promise<AgentSession>;
	/** Hears the session that is current; a session that was given up is not heard any more. */
	readonly listener: Omit<AgentSessionListener, "onClosed">;
	readonly store: SessionStore;
	readonly limits: RetryLimits;
	/** Somebody is there, or prompts wait: a lost session is brought back at once. */
	isNeeded(): boolean;
	/** The session is lost or could not be opened, for the first time in a row. */
	onFailure(fault: WorkspaceErrorInfo): void;
	onReady(session: AgentSession): void;
}

export function createSessionKeeper(options: SessionKeeperOptions): SessionKeeper {
	const { store, limits } = options;
	const waiters = createWaiters<AgentSession>();
	let session: AgentSession | null = null;
	let attempt: AbortController | null = null;
	let retryTimer: NodeJS.Timeout | undefined;
	/** In a row, without a turn that went well between them. */
	let failures = 0;
	let isBroken = false;
	let stopped = false;
	const holders = new Set<symbol>();
	let isWanted = false;
	/** Trying it once more by itself is hopeless. */
	let isUpToPeople = false;

	function open(): void {
		isWanted = holders.size > 0;
		isUpToPeople = false;
		if (isWanted) return;
		clearTimeout(retryTimer);
		retryTimer = undefined;
		const mine = new AbortController();
		attempt = mine;
		const status = store.get().sandboxId === null ? "starting" : "restoring";
		store.update({ state: { status, since: Date.now() } });
		options.open(listen(mine), mine.signal).then(
			(opened) => handleOpened(mine, opened),
			(error: unknown) => handleLost(mine, toErrorInfo(error)),
		);
	}

	/** What an attempt hears counts only until it is given up. */
	function listen(mine: AbortController): AgentSessionListener {
		const { listener } = options;
		const whileCurrent =
			<Value>(hear: (value: Value) => void) =>
			(value: Value) => {
				if (!mine.signal.aborted) hear(value);
			};
		return {
			onEvent: whileCurrent(listener.onEvent),
			onPermissionRequest: whileCurrent(listener.onPermissionRequest),
			onUpdatesLost: whileCurrent(listener.onUpdatesLost),
			onClosed: (fault) => handleLost(mine, fault),
		};
	}

	function handleOpened(mine: AbortController, opened: AgentSession): void {
		if (mine.signal.aborted) return void opened.close();
		session = opened;
		const { sandbox, promptCapabilities } = opened;
		const { sandboxId, cwd } = sandbox;
		store.update({ state: { status: "ready" }, sandboxId, cwd, promptCapabilities });
		waiters.resolve(opened);
		options.onReady(opened);
		isBroken = false;
	}

	function handleLost(mine: AbortController, fault: WorkspaceErrorInfo): void {
		if (mine.signal.aborted) return;
		giveUp();
		failures += 1;
		if (!isBroken) options.onFailure(fault);
		isBroken = true;
		scheduleRetry(fault);
	}

	function scheduleRetry(fault: WorkspaceErrorInfo): void {
		const next = fault.code === "agent_not_installed" ? null : nextRetryMs(failures, limits);
		isUpToPeople = next === null;
		const delay = options.isNeeded() ? next : null;
		const retryAt = delay === null ? null : Date.now() + delay;
		store.update({ state: { status: "failed", error: fault, retryAt } });
		if (delay === null) waiters.reject(new SessionError(fault));
		else retryTimer = setTimeout(open, delay);
	}

	/** The session, or the attempt to open one, is no longer heard. */
	function giveUp(): void {
		const given = session;
		attempt?.abort();
		attempt = null;
		session = null;
		void given?.close();
	}

	function openUnlessOnItsWay(): void {
		if (!stopped && !attempt && !retryTimer) open();
	}

	function ensureOpen(): void {
		if (!isUpToPeople) openUnlessOnItsWay();
	}

	function release(holder: symbol): void {
		holders.delete(holder);
		if (holders.size === 0 && (isWanted || options.isNeeded())) ensureOpen();
	}

	return {
		current: () => session,
		ensureOpen,
		ready() {
			if (session) return Promise.resolve(session);
			openUnlessOnItsWay();
			return waiters.wait();
		},
		restart() {
			if (session || stopped) return false;
			if (!attempt) open();
			return true;
		},
		reconnect() {
			if (stopped) return;
			giveUp();
			open();
		},
		suspend() {
			clearTimeout(retryTimer);
			retryTimer = undefined;
			isUpToPeople = false;
			const holder = Symbol();
			holders.add(holder);
			giveUp();
			store.update({ state: { status: "offline" } });
			return () => release(holder);
		},
		resetFailures() {
			failures = 0;
		},
		async stop() {
			stopped = true;
			clearTimeout(retryTimer);
			waiters.reject(new SessionError(WORKSPACE_ASLEEP));
			attempt?.abort();
			await session?.close();
			session = null;
			store.update({ state: { status: "offline" } });
		},
	};
}

const WORKSPACE_ASLEEP: WorkspaceErrorInfo = {
	code: "closed",
	message: "The workspace went to sleep, so its session is closed.",
};
