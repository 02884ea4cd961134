import type { Session } from "../protocol/session.ts";
import type { AgentChangedEvent, TimelineItem } from "../protocol/timelineItem.ts";
import type { Turn } from "../protocol/turn.ts";
import { agentBusyRefusal, agentNotOfferedRefusal } from "./refusals.ts";

/**
 * What changing the agent means for the timeline; null when that agent works here already. A running turn is not
 * stopped for it: whoever wants that stops the turn.
 *
 * @throws {Refusal} `option_unknown` when the host does not offer this agent, `turn_running` during a turn.
 */
export function changeAgent(
	{ agent: from, agents = [] }: Pick<Session, "agent" | "agents">,
	to: string,
	turn: Turn | null,
): AgentChangedEvent | null {
	if (!agents.includes(to)) throw agentNotOfferedRefusal(to);
	if (from === to) return null;
	if (turn) throw agentBusyRefusal();
	return { type: "agent_changed", from, to };
}

/** A place in the timeline at which an owner changed the agent. */
interface AgentChange {
	/** The `order` of its event. */
	readonly order: number;
	/** The agent until then. */
	readonly from: string;
}

/** The changes of the agent among items that are in the order of the timeline. */
export function agentChanges(items: Iterable<TimelineItem>): readonly AgentChange[] {
	const changes: AgentChange[] = [];
	for (const item of items) {
		if (item.kind !== "event" || item.event.type !== "agent_changed") continue;
		changes.push({ order: item.order, from: item.event.from });
	}
	return changes;
}

/**
 * The agent that an item is of: an item itself does not say.
 *
 * @param current - The agent now.
 */
export function agentOf<Agent extends string | null>(
	{ order }: Pick<TimelineItem, "order">,
	changes: readonly AgentChange[],
	current: Agent,
): string | Agent {
	return changes.find((change) => change.order > order)?.from ?? current;
}
