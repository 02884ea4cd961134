import type { Session } from "../protocol/session.ts";
import type { AgentChangedEvent } from "../protocol/timelineItem.ts";
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
