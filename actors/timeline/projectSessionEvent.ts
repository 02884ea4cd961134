import { enterTurn } from "./enterTurn.ts";
import { type ParsedSessionEvent, parseSessionEvent } from "./parse/parseEnvelope.ts";
import type { ProjectionContext } from "./projectContext.ts";
import { andThen, type ProjectionResult, unchanged } from "./projected.ts";
import type { Projection } from "./projection.ts";
import { projectResponse } from "./settings/projectAnswer.ts";
import { projectSessionUpdate } from "./updates/projectSessionUpdate.ts";

/**
 * Understands one event of the agent's session: what the next projection is, and what changes for people. It is pure
 * and never throws, whatever an agent sends: an update that is not understood becomes an `unknown` item. When the
 * event changes nothing, the same projection comes back.
 *
 * Permission requests have an entrance of their own, `projectPermissionRequest`, because only those that the SDK
 * hands out can be answered.
 *
 * @param event - A `SessionEvent` of the sandbox-agent SDK; the client's own envelopes too.
 * @example
 * const { projection, changes } = projectSessionEvent(state.projection, event, { turnId, now: Date.now(), createId });
 */
export function projectSessionEvent(
	projection: Projection,
	event: unknown,
	context: ProjectionContext,
): ProjectionResult {
	const envelope = parseSessionEvent(event);
	if (envelope === null) return unchanged(projection);
	return andThen(enterTurn(projection, context), (entered) => projectParsedEvent(entered, envelope, context));
}

function projectParsedEvent(
	projection: Projection,
	envelope: ParsedSessionEvent,
	context: ProjectionContext,
): ProjectionResult {
	switch (envelope.kind) {
		case "update":
			return projectSessionUpdate(projection, envelope.update, context);
		case "mode_request":
			return unchanged({ ...projection, modeRequest: envelope });
		case "answer":
			return projectResponse(projection, envelope);
	}
}
