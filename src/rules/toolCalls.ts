import { isRecord } from "../protocol/isRecord.ts";
import type { ToolCall, ToolCallContent } from "../protocol/toolCall.ts";

/** How a command ended that did not succeed. */
export interface CommandFailure {
	readonly code: number | null;
	/** Such as `SIGTERM`. */
	readonly signal: string | null;
}

/** How a command failed, as the raw output of its call says in one of several forms; null if it succeeded or does not say. */
export function commandFailure(rawOutput: unknown): CommandFailure | null {
	if (!isRecord(rawOutput)) return null;
	const { exit_code: snake, exitCode: camel, signal, metadata } = rawOutput;
	const codes = [snake, camel, isRecord(metadata) ? metadata.exit : undefined];
	const code = codes.find((value) => typeof value === "number") ?? null;
	const name = typeof signal === "string" && signal !== "" ? signal : null;
	return name === null && (code === null || code === 0) ? null : { code, signal: name };
}

/**
 * A call with the diffs of its permission request, if it has none of its own: some agents replace the diffs of a call by
 * a sentence once it is over.
 */
export function withRequestedDiffs<Call extends ToolCall>(call: Call, requested: readonly ToolCallContent[]): Call {
	const diffs = requested.filter(isDiff);
	if (diffs.length === 0 || call.content.some(isDiff)) return call;
	return { ...call, content: [...diffs, ...call.content] };
}

function isDiff({ type }: ToolCallContent): boolean {
	return type === "diff";
}
