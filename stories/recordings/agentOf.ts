/** The id of the agent that was recorded. */
export function agentOf(recording: string): string {
	if (recording.startsWith("codex")) return "codex";
	return recording.startsWith("claude") ? "claude" : "example";
}
