/**
 * The environment variable that identifies a run. All processes of a run inherit it, directly or indirectly,
 * so they can be found even after the run itself was killed.
 */
export const RUN_MARKER = "WORKSPACE_CHAT_RUN";
