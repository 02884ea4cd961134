import type { Person, WorkspaceErrorCode, WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { SessionError, toErrorInfo } from "../errors/sessionErrors.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import type { AgentSession, AgentSessionListener } from "../session/agentSession.ts";
import { Backoff, type BackoffLimits } from "../timing/Backoff.ts";
import type { SessionStore } from "./SessionStore.ts";

export interface SessionKeeperDeps {
	/**
	 * @param attempt - `by` is the person whose action opens it, null when the workspace does so by itself; `login` is the
	 *   login to carry out first.
	 */
	open(
		listener: AgentSessionListener,
		attempt: { readonly signal: AbortSignal; readonly by: Person | null; readonly login: string | null },
	): Promise<AgentSession>;
	/** Receives what the current session sends. A session that was closed or replaced emits nothing more. */
	readonly events: WorkspaceEventHub;
	readonly store: Pick<SessionStore, "get" | "update">;
	readonly limits: BackoffLimits & {
		/** How many failures in a row are retried before a person has to act. */
		readonly maxRetries: number;
	};
	/** Whether somebody is connected or prompts wait. If so, a lost session is opened again without being asked for. */
	isNeeded(): boolean;
}

/** Another attempt would fail in the same way until somebody has done something. */
const NEEDS_A_PERSON: ReadonlySet<WorkspaceErrorCode> = new Set(["agent_not_installed", "login_required"]);

/** Owns the agent's session: opens it, reopens it when it is lost, and keeps its state in the session store. */
export class SessionKeeper {
	readonly #deps: SessionKeeperDeps;
	/**
	 * Failures in a row, without a turn that succeeded between them. Not `retry`, because the wait is a state of its own:
	 * people see when it ends, and can end it themselves, and a session that was opened may still count as a failure.
	 */
	readonly #backoff: Backoff;
	readonly #suspensions = new Set<symbol>();
	#session: AgentSession | null = null;
	/** The attempt to open a session, and later the session that it opened. Aborted when either is given up. */
	#attempt: AbortController | null = null;
	#retryTimer: NodeJS.Timeout | undefined;
	#waiters: PromiseWithResolvers<AgentSession>[] = [];
	/** The person for whom it is being opened, retries included. */
	#openedBy: Person | null = null;
	/** Somebody wanted to open it while it was suspended. */
	#isWanted = false;
	/** A failure was emitted, and no session was ready since. */
	#isFailing = false;
	/** Retries are used up or pointless: only `ready` and `restart` open it. */
	#needsManualRestart = false;
	#isStopped = false;

	constructor(deps: SessionKeeperDeps) {
		this.#deps = deps;
		this.#backoff = new Backoff(deps.limits);
	}

	/** The session when it is ready, else null. */
	current(): AgentSession | null {
		return this.#session;
	}

	/**
	 * Opens the session in the background, unless it is open, being opened, or about to be retried. Does nothing when
	 * the session needs a manual restart: that somebody opens the workspace is no reason to try again.
	 */
	ensureOpen(by: Person | null = null): void {
		if (!this.#needsManualRestart) this.#openIfIdle(by);
	}

	/**
	 * Resolves when the session is ready, and opens it if necessary.
	 *
	 * @throws {SessionError} When it needs a manual restart, or when the workspace stops.
	 */
	ready(by: Person | null = null): Promise<AgentSession> {
		if (this.#session) return Promise.resolve(this.#session);
		this.#openIfIdle(by);
		const waiter = Promise.withResolvers<AgentSession>();
		this.#waiters.push(waiter);
		return waiter.promise;
	}

	/** Opens the session without waiting for a retry; returns false when it is ready already. */
	restart(by: Person | null = null): boolean {
		if (this.#session || this.#isStopped) return false;
		if (!this.#attempt) this.#open(by);
		return true;
	}

	/** Opens the session after the agent has logged in by this method; returns false when it is ready already. */
	logIn(methodId: string, by: Person): boolean {
		if (this.#session || this.#isStopped) return false;
		this.#close();
		this.#open(by, methodId);
		return true;
	}

	/** Closes the session and opens another. */
	reconnect(by: Person | null = null): void {
		if (this.#isStopped) return;
		this.#close();
		this.#open(by);
	}

	/**
	 * Closes the session, and opens none until every caller has called the function it got. Then the session is opened
	 * again if it is needed.
	 */
	suspend(): () => void {
		this.#clearRetry();
		this.#needsManualRestart = false;
		const suspension = Symbol();
		this.#suspensions.add(suspension);
		this.#close();
		this.#deps.store.update({ state: { status: "offline" } });
		return () => this.#resume(suspension);
	}

	/** A turn succeeded, so earlier failures no longer count. */
	resetFailures(): void {
		this.#backoff.reset();
	}

	/** Closes the session for good. The sandbox keeps running. */
	async stop(): Promise<void> {
		this.#isStopped = true;
		this.#clearRetry();
		this.#rejectWaiters(new SessionError(WORKSPACE_ASLEEP));
		this.#attempt?.abort();
		await this.#session?.close();
		this.#session = null;
		this.#deps.store.update({ state: { status: "offline" } });
	}

	#openIfIdle(by: Person | null): void {
		if (!this.#isStopped && !this.#attempt && !this.#retryTimer) this.#open(by);
	}

	#open(by: Person | null, login: string | null = null): void {
		this.#openedBy = by;
		this.#isWanted = this.#suspensions.size > 0;
		this.#needsManualRestart = false;
		if (this.#isWanted) return;
		this.#clearRetry();
		const attempt = new AbortController();
		this.#attempt = attempt;
		const { store, open } = this.#deps;
		// A sandbox alone does not say that there was a session: its agent may have failed to start.
		const status = store.get().cwd ? "restoring" : "starting";
		store.update({ state: { status, since: Date.now() } });
		open(this.#createListener(attempt), { signal: attempt.signal, by, login }).then(
			(session) => this.#handleOpened(attempt, session),
			(error: unknown) => this.#handleLost(attempt, toErrorInfo(error)),
		);
	}

	/** Emits what a session sends until its attempt is aborted. */
	#createListener(attempt: AbortController): AgentSessionListener {
		const { events } = this.#deps;
		const whileCurrent =
			<Values extends unknown[]>(handle: (...values: Values) => void) =>
			(...values: Values) => {
				if (!attempt.signal.aborted) handle(...values);
			};
		return {
			onEvent: whileCurrent((event) => events.emit("sessionEventReceived", event)),
			onPermissionRequest: whileCurrent((request) =>
				events.emit("permissionRequested", { request, session: this.#session }),
			),
			onQuestion: whileCurrent((question) => events.emit("questionAsked", question)),
			onQuestionCompleted: whileCurrent((elicitationId) => events.emit("questionCompleted", { elicitationId })),
			onPromptAnswered: whileCurrent(() => events.emit("promptAnswered", {})),
			onUpdatesLost: whileCurrent((count) => events.emit("updatesLost", { count })),
			onUnreadable: whileCurrent((message) => events.emit("messageUnreadable", message)),
			onClosed: (error) => this.#handleLost(attempt, error),
		};
	}

	#handleOpened(attempt: AbortController, session: AgentSession): void {
		if (attempt.signal.aborted) return void session.close();
		this.#session = session;
		const { sandbox, promptCapabilities } = session;
		this.#deps.store.update({ state: { status: "ready" }, cwd: sandbox.cwd, promptCapabilities });
		this.#openedBy = null;
		for (const waiter of this.#takeWaiters()) waiter.resolve(session);
		this.#isFailing = false;
		this.#deps.events.emit("sessionReady", session);
	}

	#handleLost(attempt: AbortController, error: WorkspaceErrorInfo): void {
		if (attempt.signal.aborted) return;
		this.#close();
		if (!this.#isFailing) this.#deps.events.emit("sessionFailed", error);
		this.#isFailing = true;
		this.#scheduleRetry(error);
	}

	#scheduleRetry(error: WorkspaceErrorInfo): void {
		const waitMs = this.#backoff.fail();
		const { limits, store } = this.#deps;
		this.#needsManualRestart = NEEDS_A_PERSON.has(error.code) || this.#backoff.failures > limits.maxRetries;
		const willRetry = !this.#needsManualRestart && this.#deps.isNeeded();
		store.update({ state: { status: "failed", error, retryAt: willRetry ? Date.now() + waitMs : null } });
		if (willRetry) this.#retryTimer = setTimeout(() => this.#open(this.#openedBy), waitMs);
		else this.#rejectWaiters(new SessionError(error));
	}

	#clearRetry(): void {
		clearTimeout(this.#retryTimer);
		this.#retryTimer = undefined;
	}

	/** Closes the session, or aborts the attempt to open one. */
	#close(): void {
		const session = this.#session;
		this.#attempt?.abort();
		this.#attempt = null;
		this.#session = null;
		void session?.close();
	}

	#resume(suspension: symbol): void {
		this.#suspensions.delete(suspension);
		if (this.#suspensions.size === 0 && (this.#isWanted || this.#deps.isNeeded())) this.ensureOpen();
	}

	#takeWaiters(): readonly PromiseWithResolvers<AgentSession>[] {
		const waiters = this.#waiters;
		this.#waiters = [];
		return waiters;
	}

	#rejectWaiters(error: SessionError): void {
		for (const waiter of this.#takeWaiters()) waiter.reject(error);
	}
}

const WORKSPACE_ASLEEP: WorkspaceErrorInfo = {
	code: "closed",
	message: "The workspace is idle, so its session is closed.",
};
