import type { AgentSession } from "../session/agentSession.ts";
import type { SettingsStore } from "./createChoices.ts";

/**
 * Gives a session the settings that people chose, before anybody can use it.
 *
 * @returns The names of those that it does not offer any more.
 * @throws {SessionError} When it is lost meanwhile; it is closed then.
 */
export async function reapplySettings(session: AgentSession, choices: SettingsStore): Promise<readonly string[]> {
	try {
		return await choices.reapply(session);
	} catch (error) {
		await session.close();
		throw error;
	}
}
