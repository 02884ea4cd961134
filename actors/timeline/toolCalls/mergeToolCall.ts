import type { ToolCallContent, ToolCallStatus } from "../../../src/protocol/index.ts";
import { isOpenStatus } from "../closeItem.ts";
import type { ToolCallChange } from "../parse/toolCallChangeSchema.ts";
import type { ProjectionContext } from "../projectContext.ts";
import type { TrackedToolCall } from "../projection.ts";
import { fenceText } from "./fenceText.ts";
import { extractOutputText } from "./rawOutputText.ts";

/** The call with what an update tells of it: each field that is there replaces the one before, lists too. */
export function mergeToolCall(
	call: TrackedToolCall,
	change: ToolCallChange,
	context: ProjectionContext,
): TrackedToolCall {
	const { item } = call;
	const reportedContent = change.content ?? call.reportedContent;
	const rawOutput = change.rawOutput ?? item.rawOutput;
	const status = nextStatus(call, change, context);
	return {
		reportedContent,
		item: {
			...item,
			title: change.title ?? item.title,
			toolKind: change.kind ?? item.toolKind,
			status,
			locations: change.locations ?? item.locations,
			content: reportedContent.length > 0 ? reportedContent : outputContent(rawOutput),
			rawInput: change.rawInput ?? item.rawInput,
			rawOutput,
			endedAt: isOpenStatus(status) ? null : (item.endedAt ?? context.now),
		},
	};
}

// A late update may say how a call of an ended turn came out, but it cannot open it again.
function nextStatus({ item }: TrackedToolCall, change: ToolCallChange, context: ProjectionContext): ToolCallStatus {
	const status = change.status ?? item.status;
	const turnHasEnded = item.turnId !== null && item.turnId !== context.turnId;
	return turnHasEnded && isOpenStatus(status) ? item.status : status;
}

function outputContent(rawOutput: unknown): readonly ToolCallContent[] {
	const text = extractOutputText(rawOutput);
	return text === "" ? [] : [{ type: "content", content: { type: "text", text: fenceText(text) } }];
}
