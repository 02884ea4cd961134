import * as v from "valibot";

/** ACP's ways to bring back a session. Only `session/load` tells its past again. */
export type RestoreMethod = "session/resume" | "session/load";

const capabilitiesSchema = v.object({
	agentCapabilities: v.object({
		loadSession: v.fallback(v.boolean(), false),
		sessionCapabilities: v.fallback(v.looseObject({ resume: v.optional(v.unknown()) }), {}),
	}),
});

/** How the agent brings back a session, out of its answer to `initialize`; null when it cannot. */
export function parseRestoreMethod(initializeResult: unknown): RestoreMethod | null {
	const parsed = v.safeParse(capabilitiesSchema, initializeResult);
	if (!parsed.success) return null;
	const { loadSession, sessionCapabilities } = parsed.output.agentCapabilities;
	// What need not be told again is not: it costs the same however long the past is.
	if (sessionCapabilities.resume) return "session/resume";
	return loadSession ? "session/load" : null;
}
