import type { SessionPersistDriver } from "sandbox-agent";
import type { EarlierSession } from "./guard/restoreSession.ts";
import { SESSION_ID } from "./startSession.ts";

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
