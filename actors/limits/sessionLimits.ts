/** How long each wait for the sandbox and its agent may take, in milliseconds. */
export interface SessionLimits {
	/** Until the provider has made a new sandbox, or found the old one. */
	readonly provisionTimeoutMs: number;
	/** Until the sandbox-agent server in it answers. */
	readonly healthTimeoutMs: number;
	/** Until the agent has started and opened its session. An agent may have to be downloaded first. */
	readonly startTimeoutMs: number;
	/** Until the agent has answered a small request: a mode, a model, a cancel. */
	readonly requestTimeoutMs: number;
	/** Until the sandbox has answered a look at its files or processes. */
	readonly sandboxReadTimeoutMs: number;
	/** How long a broken event stream may take to come back before the session counts as lost. */
	readonly streamReconnectTimeoutMs: number;
	/** After this much silence an event stream counts as broken. The server sends a sign of life every 15 s. */
	readonly streamSilenceTimeoutMs: number;
	/**
	 * After this much silence in a turn the agent is asked for a sign of life, and has as long again to give one
	 * before it counts as lost. An agent that has never given one when asked is left alone.
	 */
	readonly agentSilenceTimeoutMs: number;
	/** How long an answer that came beside the stream waits for the updates that belong before it. */
	readonly responseGraceMs: number;
}

/** What applies when nothing else is said. A turn itself has no limit. */
export const SESSION_LIMITS: SessionLimits = {
	provisionTimeoutMs: 180_000,
	healthTimeoutMs: 60_000,
	startTimeoutMs: 180_000,
	requestTimeoutMs: 30_000,
	// Under the browser's 10 s for an action, so that people read why and not that nobody answered.
	sandboxReadTimeoutMs: 8_000,
	streamReconnectTimeoutMs: 15_000,
	streamSilenceTimeoutMs: 45_000,
	agentSilenceTimeoutMs: 120_000,
	responseGraceMs: 1_000,
};

/** The largest request a sandbox-agent server takes. */
export const MAX_REQUEST_BYTES = 2_097_152;
