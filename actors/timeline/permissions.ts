import { type PermissionRequest, parsePermissionRequest } from "./acpSchemas.ts";
import { withoutPlanCall } from "./planCalls.ts";
import {
	andThen,
	closeOpenText,
	type ProjectedItem,
	type Projection,
	type ProjectionContext,
	type ProjectionResult,
	withItem,
} from "./projection.ts";
import { applyToolCallChange, type ProjectedToolCall } from "./toolCalls.ts";
import { enterTurn } from "./turns.ts";
import { findRequestedToolCall, projectUnknown } from "./updates.ts";

export interface ProjectedRequest extends ProjectionResult {
	/** The approval among the changes; null when the request names no tool call. */
	readonly approval: ProjectedItem<"approval"> | null;
}

/**
 * Projects a permission request: an approval, and before it the tool call with what the request reports about it. Some
 * agents mention a call here for the first time, and some send its diff only here.
 *
 * @param request - The params of ACP's `session/request_permission`.
 * @example
 * const { projection, changes, approval } = projectPermissionRequest(state.projection, request.rawRequest, context);
 */
export function projectPermissionRequest(
	projection: Projection,
	request: unknown,
	context: ProjectionContext,
): ProjectedRequest {
	const entered = enterTurn(projection, context);
	const parsed = parsePermissionRequest(request);
	const projected =
		parsed === null
			? projectUnknownRequest(entered.projection, request, context)
			: projectApproval(entered.projection, parsed, context);
	return { ...projected, changes: [...entered.changes, ...projected.changes] };
}

function projectUnknownRequest(projection: Projection, request: unknown, context: ProjectionContext): ProjectedRequest {
	return { ...projectUnknown(projection, "session/request_permission", request, context), approval: null };
}

function projectApproval(
	projection: Projection,
	request: PermissionRequest,
	context: ProjectionContext,
): ProjectedRequest {
	const known = findRequestedToolCall(projection, request.toolCall.toolCallId);
	const before = withoutPlanCall(projection, request.toolCall.toolCallId);
	const updated = keepDiffs(applyToolCallChange(before, request.toolCall, context, known), request);
	const approval = createApproval(updated.item, request, context);
	const closed = andThen(updated, (next) => closeOpenText(next, context, updated.item.parentId));
	const result = andThen(closed, (next) => withItem({ ...next, approvals: next.approvals + 1 }, approval));
	return { ...result, approval };
}

/** Remembers the diffs of the request: when the call is done, its content may be only a sentence. */
function keepDiffs(updated: ProjectedToolCall, { toolCall }: PermissionRequest): ProjectedToolCall {
	const requestedDiffs = toolCall.content?.filter(({ type }) => type === "diff") ?? [];
	const { toolCalls } = updated.projection;
	const call = toolCalls.get(toolCall.toolCallId);
	if (requestedDiffs.length === 0 || !call) return updated;
	return { ...updated, projection: { ...updated.projection, toolCalls: toolCalls.with({ ...call, requestedDiffs }) } };
}

function createApproval(
	call: ProjectedItem<"tool_call">,
	{ options }: PermissionRequest,
	context: ProjectionContext,
): ProjectedItem<"approval"> {
	const { turnId, now: createdAt } = context;
	const {
		kind: _kind,
		id: _id,
		parentId: _parentId,
		turnId: _turnId,
		createdAt: _createdAt,
		endedAt: _endedAt,
		background: _,
		...toolCall
	} = call;
	const state = { status: "pending" as const };
	return { kind: "approval", id: context.createId(), turnId, createdAt, toolCall, options, state };
}
