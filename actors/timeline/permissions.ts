import { type PermissionRequest, parsePermissionRequest } from "./acpSchemas.ts";
import {
	andThen,
	closeOpenText,
	type ProjectedItem,
	type Projection,
	type ProjectionContext,
	type ProjectionResult,
	withItem,
} from "./projection.ts";
import { applyToolCallChange } from "./toolCalls.ts";
import { enterTurn } from "./turns.ts";
import { projectUnknown } from "./updates.ts";

export interface ProjectedRequest extends ProjectionResult {
	/** The approval among the changes; null when the request offers no option that a person could choose. */
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
	const known = projection.toolCalls.get(request.toolCall.toolCallId);
	const updated = applyToolCallChange(projection, request.toolCall, context, known);
	const approval = createApproval(updated.item, request, context);
	const closed = andThen(updated, (next) => closeOpenText(next, context));
	const result = andThen(closed, (next) => withItem({ ...next, approvals: next.approvals + 1 }, approval));
	return { ...result, approval };
}

function createApproval(
	call: ProjectedItem<"tool_call">,
	{ options }: PermissionRequest,
	context: ProjectionContext,
): ProjectedItem<"approval"> {
	const { turnId, now: createdAt } = context;
	const { kind: _kind, id: _id, turnId: _turnId, createdAt: _createdAt, endedAt: _endedAt, ...toolCall } = call;
	const state = { status: "pending" as const };
	return { kind: "approval", id: context.createId(), turnId, createdAt, toolCall, options, state };
}
