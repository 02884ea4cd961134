import type { ToolCall } from "../../protocol/index.ts";

/** The command line of an `execute` call, where its agent tells it; null else. */
export function commandOf(call: ToolCall): string | null {
	const { rawInput } = call;
	if (call.toolKind !== "execute" || typeof rawInput !== "object" || rawInput === null) return null;
	if (!("command" in rawInput)) return null;
	if (typeof rawInput.command === "string") return rawInput.command;
	// codex gives the words of a command, the last of which is what its shell runs.
	if (Array.isArray(rawInput.command)) return rawInput.command.map(String).join(" ");
	return null;
}
