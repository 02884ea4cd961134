import type { RawAccess } from "rivetkit/db";
import { SandboxAgent, type SessionPersistDriver, type SessionRecord } from "sandbox-agent";
import type { LoginMethod } from "../../src/protocol/index.ts";
import { installCommand } from "../catalog/agents.ts";
import { readMeta, writeMeta } from "../database/metaTable.ts";
import { agentExitedAtStart, SessionError } from "../errors/sessionErrors.ts";
import { SESSION_LIMITS, type SessionLimits } from "../limits/sessionLimits.ts";
import { createLastEventView, renderHistory } from "../persist/replay.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { createRedactor } from "../text/createRedactor.ts";
import { withTimeout } from "../timing/timeouts.ts";
import type { AgentSession, AgentSessionListener } from "./agentSession.ts";
import { AcpGuard, type TracedPrompt } from "./guard/AcpGuard.ts";
import { restoreMessage } from "./guard/passingSdk.ts";
import type { EarlierSession } from "./guard/restoreSession.ts";
import type { SessionParams } from "./guard/sessionParams.ts";
import { SdkAgentSession, SESSION_ID, type StartedSession } from "./SdkAgentSession.ts";

const KEY = "agentServer";

const NO_PARAMS: SessionParams = {
	mcpServers: [],
	systemPrompt: undefined,
	meta: undefined,
	additionalDirectories: [],
};

/**
 * Stores the id under which the sandbox-agent server runs our agent. A process that was killed cannot release its agent,
 * so the next one does: otherwise each crash would leave an agent running in the sandbox.
 */
export class AgentServerRecord {
	readonly #db: RawAccess;

	constructor(db: RawAccess) {
		this.#db = db;
	}

	async read(): Promise<string | null> {
		const serverId = await readMeta(this.#db, KEY);
		return typeof serverId === "string" ? serverId : null;
	}

	write(serverId: string): Promise<void> {
		return writeMeta(this.#db, KEY, serverId);
	}
}

export interface OpenAgentSessionOptions {
	/** The agent's id: `claude`, `codex`, `opencode`, … */
	readonly agent: string;
	/** Where it runs. */
	readonly sandbox: Sandbox;
	/** What the host gives the session. Default: nothing. */
	readonly params?: SessionParams | undefined;
	/** What no error of the agent may show. */
	readonly secrets?: readonly string[] | undefined;
	/** The login that the agent carries out first. Default: none. */
	readonly login?: string | null | undefined;
	/** Begins to trace the prompt that is sent next; null when nothing is traced. Default: never. */
	readonly tracePost?: (() => TracedPrompt | null) | undefined;
	/** Receives the logins that the agent offers, also when the session cannot be opened. */
	readonly onLoginMethods?: ((methods: readonly LoginMethod[]) => void) | undefined;
	/** Holds the history, and records what follows. */
	readonly persist: SessionPersistDriver;
	/** Records the running agent, so that it can be released after a crash. Without it such an agent stays. */
	readonly agentServer?: AgentServerRecord | undefined;
	/** Ends the opening; an open session ends by `close`. */
	readonly signal: AbortSignal;
	readonly limits?: Partial<SessionLimits> | undefined;
}

/**
 * Opens the session of a workspace with its agent: starts the agent in the sandbox, and restores its earlier session or
 * prepares the history for its first prompt.
 *
 * The listener receives events from the first one on, before the promise resolves. When opening fails, `onClosed` is not
 * called.
 *
 * @throws {SessionError} `sandbox_unreachable`, `agent_not_installed`, `login_required`, `agent_exited`, `agent_failed`, `timeout`, or
 *   `closed` when the signal is aborted.
 * @example
 * const sandbox = await openSandbox({ workspaceId, sandbox: local(), sandboxId: null, limits, signal });
 * const session = await openAgentSession({ agent: "claude", sandbox, persist, signal }, listener);
 * const { stopReason } = await session.prompt([{ type: "text", text: "Hello" }]);
 */
export async function openAgentSession(
	options: OpenAgentSessionOptions,
	listener: AgentSessionListener,
): Promise<AgentSession> {
	const limits = { ...SESSION_LIMITS, ...options.limits };
	const { sandbox, persist, signal } = options;
	const agent = sandbox.agentSlots[options.agent] ?? options.agent;
	const { session, sdk, guard } = await connect({ ...options, agent }, limits, listener);
	try {
		// The guard adds the host's servers: the SDK stores what it sends.
		const sessionInit = { cwd: sandbox.cwd, mcpServers: [] };
		const starting = startSession({ sdk, guard, persist, agent, sessionInit });
		const ms = limits.startTimeoutMs + (options.login ? limits.loginTimeoutMs : 0);
		session.start(await withTimeout(starting, { what: "Starting the agent", ms, signal }));
		options.onLoginMethods?.(session.loginMethods);
		return session;
	} catch (error) {
		const failure = session.toError(error);
		// An agent that has not said anything has not said that it offers none.
		if (guard.initializeResult !== undefined) options.onLoginMethods?.(session.loginMethods);
		await session.close();
		if (isCausedByAgent(failure)) await forgetEarlierSession(persist);
		throw explainFailure(failure, agent, sandbox);
	}
}

function explainFailure(failure: SessionError, agent: string, { agentsDirectory }: Sandbox): SessionError {
	if (failure.code === "agent_exited") return toExitedAtStart(failure, agent);
	if (failure.code !== "agent_not_installed" || agentsDirectory === undefined) return failure;
	// Elsewhere the sandbox would not find it.
	const hint = failure.info.hint?.replace(installCommand(agent), () => installCommand(agent, agentsDirectory));
	return new SessionError({ ...failure.info, hint }, { cause: failure.cause });
}

/** Whether the earlier session itself may be the reason, so that the next attempt must not restore it. */
function isCausedByAgent({ code }: SessionError): boolean {
	return code === "agent_exited" || code === "agent_failed" || code === "timeout";
}

function toExitedAtStart({ info, cause }: SessionError, agent: string): SessionError {
	return new SessionError(agentExitedAtStart(agent, info.detail), { cause });
}

async function connect(
	{
		agent,
		persist,
		agentServer,
		sandbox,
		params = NO_PARAMS,
		secrets = [],
		login = null,
		tracePost,
	}: OpenAgentSessionOptions,
	limits: SessionLimits,
	listener: AgentSessionListener,
): Promise<{ readonly session: SdkAgentSession; readonly sdk: SandboxAgent; readonly guard: AcpGuard }> {
	const { isNew, fetch, baseUrl, token, headers } = sandbox;
	// Not only for this attempt: if it fails, the sandbox is not new to the next one.
	if (isNew) await forgetEarlierSession(persist);
	const guard = new AcpGuard({
		fetch,
		agent,
		limits,
		params,
		redact: createRedactor(secrets),
		login,
		tracePost,
		earlier: await readEarlierSession(persist, agent),
		abandonedServerId: isNew || !agentServer ? null : await agentServer.read(),
		// When it cannot be recorded, an agent stays after this process is killed. Nothing else depends on it.
		onServerId: (serverId) => void agentServer?.write(serverId).catch(() => undefined),
		onUpdatesLost: (lost) => listener.onUpdatesLost(lost),
		onQuestionOutsideSession: (questionId) => session.passQuestionOn(questionId),
		onCompletedOutsideSession: (elicitationId) => listener.onQuestionCompleted(elicitationId),
		onUnreadable: ({ method, characters }) => listener.onUnreadable({ method, characters }),
		onEnd: (error) => void session.handleEnd(error),
	});
	const sdk = await SandboxAgent.connect({
		baseUrl,
		headers,
		...(token === undefined ? {} : { token }),
		fetch: guard.fetch,
		persist: storingAsSent(createLastEventView(persist)),
		skipHealthCheck: true,
	});
	const session = new SdkAgentSession({
		sandbox,
		limits,
		sdk,
		guard,
		listener,
		forgetSession: () => forgetEarlierSession(persist),
	});
	return { session, sdk, guard };
}

interface StartSessionOptions {
	readonly sdk: SandboxAgent;
	readonly guard: AcpGuard;
	readonly persist: SessionPersistDriver;
	readonly agent: string;
	readonly sessionInit: NonNullable<SessionRecord["sessionInit"]>;
}

/** Starts the agent's session. The guard has the agent restore its earlier one if it can; else the history is prepared. */
async function startSession({ sdk, guard, persist, ...init }: StartSessionOptions): Promise<StartedSession> {
	const session = await sdk.createSession({ id: SESSION_ID, ...init });
	if (guard.hasRestored) return { session, origin: "restored", history: null };
	const history = await renderHistory(persist, SESSION_ID);
	return { session, origin: history === null ? "new" : "replayed", history };
}

/** Stores the agent's updates as it has sent them. */
function storingAsSent(driver: SessionPersistDriver): SessionPersistDriver {
	return { ...driver, insertEvent: (sessionId, event) => driver.insertEvent(sessionId, restoreMessage(event)) };
}

/** The session that this agent had here before; null when it had none, or when it must not be restored. */
async function readEarlierSession(persist: SessionPersistDriver, agent: string): Promise<EarlierSession | null> {
	const record = await persist.getSession(SESSION_ID);
	if (!record?.agentSessionId || record.agent !== agent) return null;
	const { agentSessionId, configOptions, modes } = record;
	return { agentSessionId, settings: { configOptions, modes } };
}

/** The agent failed on this session, so it is never restored again: the agent gets the history instead. */
async function forgetEarlierSession(persist: SessionPersistDriver): Promise<void> {
	const record = await persist.getSession(SESSION_ID);
	if (record) await persist.updateSession({ ...record, agentSessionId: "" });
}
