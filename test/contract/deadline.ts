/** The deadline of an action that is answered. No test waits for it, so it is long enough for a busy machine. */
export const DEADLINE = { timeoutMs: 60_000 };
