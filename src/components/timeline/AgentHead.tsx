"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useSession } from "../../react/useSession.ts";
import { Icon } from "../icon/Icon.tsx";
import { Time } from "../time/Time.tsx";

interface AgentHeaderProps {
	/** Milliseconds since 1970. */
	readonly at: number;
}

/** Who speaks from here on: the agent. */
export function AgentHeader({ at }: AgentHeaderProps) {
	const labels = useLabels();
	const agent = useSession()?.agent ?? "";
	return (
		<div className="wsc-agent-head">
			<span className="wsc-agent-mark">
				<Icon name="agent" />
			</span>
			<span className="wsc-author" dir="auto">
				{labels.agentName(agent)}
			</span>
			<Time at={at} />
		</div>
	);
}
