"use client";

import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useSelf, useSession, useTurn } from "../../react/state.ts";
import { useWorkspaceStore } from "../../react/store.tsx";
import { useAction } from "../../react/useAction.ts";
import { ActionSelect } from "../primitives/ActionSelect.tsx";
import { ActionError } from "../primitives/ErrorMessage.tsx";

/**
 * The name of the agent that works here; a list to choose another one for people who may change it, where the host offers
 * more than one.
 */
export function AgentSelect() {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const session = useSession();
	const allowed = useSelf()?.allowedActions.includes("changeAgent") ?? false;
	const isBusy = useTurn() !== null;
	const change = useAction((agent: string) => store.changeAgent(agent));
	if (!session) return null;
	const { agent, agents = [] } = session;
	if (!allowed || agents.length < 2) return <span className="wsc-bar-detail">{labels.agentName(agent)}</span>;
	const reason = isBusy ? labels.agentBusy : undefined;
	return (
		<>
			<ActionSelect
				className="wsc-select wsc-bar-agent-select"
				value={agent}
				disabled={isBusy}
				aria-busy={change.pending || undefined}
				aria-label={labels.agentChoice}
				aria-description={reason}
				title={reason ?? labels.agentChoice}
				onChoose={change.run}
			>
				{[...new Set([agent, ...agents])].map((id) => (
					<option key={id} value={id}>
						{labels.agentName(id)}
					</option>
				))}
			</ActionSelect>
			<ActionError error={change.error} />
		</>
	);
}
