import type { SandboxAgent, Session as SdkSession, SessionPersistDriver, SessionRecord } from "sandbox-agent";
import { renderHistory } from "../persist/replay.ts";
import type { AgentSession } from "./agentSession.ts";
import type { AcpGuard } from "./guard/AcpGuard.ts";
import type { EarlierSession } from "./guard/outbox.ts";

/** A workspace has one session, so its name says nothing. */
export const SESSION_ID = "default";

type SessionInit = NonNullable<SessionRecord["sessionInit"]>;

interface StartSessionOptions {
	readonly sdk: SandboxAgent;
	readonly guard: AcpGuard;
	readonly persist: SessionPersistDriver;
	readonly agent: string;
	readonly sessionInit: SessionInit;
}

export interface StartedSession {
	readonly session: SdkSession;
	readonly origin: AgentSession["origin"];
	/** What the agent has to be told of the past; null for nothing. */
	readonly history: string | null;
}

/** Starts the agent's session, with what went before: the guard has the agent go on with its earlier one if it can. */
export async function startSession({ sdk, guard, persist, ...init }: StartSessionOptions): Promise<StartedSession> {
	const session = await sdk.createSession({ id: SESSION_ID, ...init });
	if (guard.hasRestored) return { session, origin: "restored", history: null };
	const history = await renderHistory(persist, SESSION_ID);
	return { session, origin: history === null ? "new" : "replayed", history };
}

/** The session that this agent had here before; null when it had none, or when it must not be tried again. */
export async function readEarlierSession(persist: SessionPersistDriver, agent: string): Promise<EarlierSession | null> {
	const record = await persist.getSession(SESSION_ID);
	if (!record?.agentSessionId || record.agent !== agent) return null;
	const { agentSessionId, configOptions, modes } = record;
	return { agentSessionId, settings: { configOptions, modes } };
}

/** Its agent failed over this session, so it is never asked for it again: it is told what went before instead. */
export async function forgetEarlierSession(persist: SessionPersistDriver): Promise<void> {
	const record = await persist.getSession(SESSION_ID);
	if (record) await persist.updateSession({ ...record, agentSessionId: "" });
}
