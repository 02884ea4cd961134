import type { ToolCall } from "../../protocol/index.ts";
import { commandOf } from "./commandOf.ts";

/** What a call would run, to be shown letter for letter: a line of its own has no room for it, and may leave out the worst. */
export function commandOrLongTitle(call: ToolCall): string | null {
	return commandOf(call) ?? (call.title.trim().includes("\n") ? call.title : null);
}
