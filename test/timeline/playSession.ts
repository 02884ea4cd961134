import {
	closeTurn,
	cutBackground,
	emptyProjection,
	type Projection,
	type ProjectionContext,
	type ProjectionResult,
	projectPermissionRequest,
	projectSessionEvent,
	type SessionDetails,
	settleOutcome,
} from "../../actors/timeline/index.ts";
import type { TimelineItem, TimelineItemKind } from "../../src/protocol/index.ts";
import type { PromptOutcome } from "../../src/rules/turn.ts";
import { createPatchLog } from "../../stories/fixtures/createPatchLog.ts";

type ItemOf<Kind extends TimelineItemKind> = Extract<TimelineItem, { readonly kind: Kind }>;

/** An agent's session for tests: send the agent's events, and check what people see. Each event takes a second. */
export function playSession(start: Projection = emptyProjection) {
	const log = createPatchLog();
	let projection = start;
	let turnId: string | null = "turn-1";
	let isEntry = false;
	let now = 0;
	let ids = 0;

	const step = (next: (projection: Projection, context: ProjectionContext) => ProjectionResult) => {
		now += 1_000;
		const projected = next(projection, {
			turnId,
			isOutsideTurns: turnId === null || isEntry,
			now,
			createId: () => `item-${++ids}`,
		});
		projection = projected.projection;
		log.apply(projected.changes);
		return projected;
	};
	const send = (sender: "agent" | "client", payload: unknown) =>
		step((before, context) => projectSessionEvent(before, { connectionId: "connection", sender, payload }, context));

	return {
		send,
		update: (sessionUpdate: string, fields: object = {}) =>
			send("agent", { jsonrpc: "2.0", method: "session/update", params: { update: { sessionUpdate, ...fields } } }),
		say: (text: string, messageId?: string) =>
			send("agent", {
				method: "session/update",
				params: { update: { sessionUpdate: "agent_message_chunk", content: { type: "text", text }, messageId } },
			}),
		askPermission: (request: unknown) => step((before, context) => projectPermissionRequest(before, request, context)),
		beginTurn: (next: string) => {
			turnId = next;
			isEntry = false;
		},
		/** The agent goes on outside of turns, in an entry of its own. */
		beginEntry: (id: string) => {
			turnId = id;
			isEntry = true;
		},
		/** How the turn ends, when the agent answers its prompt with `outcome`. Call it before `endTurn`. */
		settle: (outcome: PromptOutcome = { stopReason: "end_turn", error: null }) => settleOutcome(projection, outcome),
		/** Ends the turn, as a person or a failure does. Later events belong to the next one, or to none. */
		endTurn: (next: string | null = null) => {
			const projected = step((before, context) => closeTurn(before, context));
			turnId = next;
			return projected;
		},
		/** Ends the turn as an agent does that has said all it wanted to. */
		endTurnByAgent: () => {
			step((before, context) => closeTurn(before, context, { isEndedByAgent: true }));
			turnId = null;
		},
		cutBackground: () => step(cutBackground),
		projection: () => projection,
		details: (): SessionDetails => projection.session,
		patches: log.patches,
		items: (): readonly TimelineItem[] => [...log.items.values()],
		itemsOf: <Kind extends TimelineItemKind>(kind: Kind): readonly ItemOf<Kind>[] =>
			[...log.items.values()].filter((item): item is ItemOf<Kind> => item.kind === kind),
	};
}
