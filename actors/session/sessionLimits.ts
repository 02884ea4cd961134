/** How long each wait for the sandbox and its agent may take, in milliseconds. */
export interface SessionLimits {
	/** Until the provider has made a new sandbox, or found the old one. */
	readonly provisionMs: number;
	/** Until the sandbox-agent server in it answers. */
	readonly healthMs: number;
	/** Until the agent has started and opened its session. An agent may have to be downloaded first. */
	readonly startMs: number;
	/** Until the agent has answered a small request: a mode, a model, a cancel. */
	readonly requestMs: number;
	/** Until the sandbox has answered a look at its files or processes. */
	readonly lookMs: number;
	/** How long a broken event stream may take to come back before the session counts as lost. */
	readonly streamLossMs: number;
	/** After this much silence an event stream counts as broken. The server sends a sign of life every 15 s. */
	readonly streamSilenceMs: number;
	/**
	 * After this much silence in a turn the agent is asked for a sign of life, and has as long again to give one
	 * before it counts as lost. An agent that has never given one when asked is left alone.
	 */
	readonly agentSilenceMs: number;
	/** How long an answer that came beside the stream waits for the updates that belong before it. */
	readonly answerGraceMs: number;
}

/** What applies when nothing else is said. A turn itself has no limit. */
export const SESSION_LIMITS: SessionLimits = {
	provisionMs: 180_000,
	healthMs: 60_000,
	startMs: 180_000,
	requestMs: 30_000,
	// Under the browser's 10 s for an action, so that people read why and not that nobody answered.
	lookMs: 8_000,
	streamLossMs: 15_000,
	streamSilenceMs: 45_000,
	agentSilenceMs: 120_000,
	answerGraceMs: 1_000,
};

/** The largest request a sandbox-agent server takes. */
export const MAX_REQUEST_BYTES = 2_097_152;
