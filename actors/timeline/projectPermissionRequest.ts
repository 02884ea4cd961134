import { closeOpenText } from "./closeText.ts";
import { enterTurn } from "./enterTurn.ts";
import { type PermissionRequest, parsePermissionRequest } from "./parse/parsePermissionRequest.ts";
import type { ProjectionContext } from "./projectContext.ts";
import { andThen, type ProjectionResult, withItem } from "./projected.ts";
import type { ProjectedItem } from "./projectedChange.ts";
import type { Projection } from "./projection.ts";
import { applyToolCallChange } from "./toolCalls/applyToolCallChange.ts";
import { projectUnknown } from "./updates/projectUnknown.ts";

/** A step in which the agent asked for a permission. */
export interface ProjectedRequest extends ProjectionResult {
	/** The approval among the changes; null when the request offers nothing that a person could answer. */
	readonly approval: ProjectedItem<"approval"> | null;
}

/**
 * What an agent wants to do and may not yet: an approval, and before it the tool call with what the request tells of
 * it. Some agents name a call here for the first time, and some show its diff only here.
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
	const asked =
		parsed === null
			? projectUnknownRequest(entered.projection, request, context)
			: projectApproval(entered.projection, parsed, context);
	return { ...asked, changes: [...entered.changes, ...asked.changes] };
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
	const called = applyToolCallChange(projection, request.toolCall, context, known);
	const approval = createApproval(called.item, request, context);
	const asked = andThen(
		andThen(called, (next) => closeOpenText(next, context)),
		(next) => withItem({ ...next, approvals: next.approvals + 1 }, approval),
	);
	return { ...asked, approval };
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
