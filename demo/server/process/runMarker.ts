/**
 * The environment variable that names a run. Everything a run starts inherits it, and what they start in turn:
 * by it their processes are told from all others, also after the run itself was killed.
 */
export const RUN_MARKER = "WORKSPACE_CHAT_RUN";
