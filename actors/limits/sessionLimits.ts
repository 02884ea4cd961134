/** How long each wait for the sandbox and its agent may take, in milliseconds. */
export interface SessionLimits {
	/** Until the provider has created a new sandbox, or found the existing one. */
	readonly provisionTimeoutMs: number;
	/** Until the sandbox-agent server in it answers. */
	readonly healthTimeoutMs: number;
	/** Until the agent has started and opened its session. An agent may have to be downloaded first. */
	readonly startTimeoutMs: number;
	/** Until the agent has logged in, after somebody has asked for it. People have to do their part meanwhile. */
	readonly loginTimeoutMs: number;
	/** Until the agent has answered a small request: to set a mode or a model, or to cancel. */
	readonly requestTimeoutMs: number;
	/** Until the sandbox has answered a query about its files or processes. */
	readonly sandboxReadTimeoutMs: number;
	/** How long a broken event stream may take to come back before the session counts as lost. */
	readonly streamReconnectTimeoutMs: number;
	/** After this much silence an event stream counts as broken. The server sends a keep-alive every 15 s. */
	readonly streamSilenceTimeoutMs: number;
	/**
	 * After this much silence during a turn the agent is asked to respond, and has the same time again to do so before it
	 * counts as lost. Agents that have never responded when asked are not checked.
	 */
	readonly agentSilenceTimeoutMs: number;
	/** How long a response that arrived outside of the event stream waits for the updates that belong before it. */
	readonly responseGraceMs: number;
}

/** The defaults. A turn itself has no limit. */
export const SESSION_LIMITS: SessionLimits = {
	provisionTimeoutMs: 180_000,
	healthTimeoutMs: 60_000,
	startTimeoutMs: 180_000,
	loginTimeoutMs: 600_000,
	requestTimeoutMs: 30_000,
	// Below the browser's 10 s for an action, so that people get the reason instead of a timeout.
	sandboxReadTimeoutMs: 8_000,
	streamReconnectTimeoutMs: 15_000,
	streamSilenceTimeoutMs: 45_000,
	agentSilenceTimeoutMs: 120_000,
	responseGraceMs: 1_000,
};

/** The largest request that a sandbox-agent server accepts, in bytes. */
export const MAX_REQUEST_BYTES = 2_097_152;
