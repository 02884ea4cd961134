"use client";
import type { WorkspaceFault } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { useYou } from "../../react/useYou.ts";
import { CommandButton } from "../button/CommandButton.tsx";
import { FaultMessage } from "../fault/FaultMessage.tsx";
import { Countdown } from "../time/Countdown.tsx";

interface SessionFailureProps {
	readonly fault: WorkspaceFault;
	readonly retryAt: number | null;
}

/** Why there is no agent, when the workspace tries again by itself, and a way to try at once. */
export function SessionFailure({ fault, retryAt }: SessionFailureProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const allowed = useYou()?.allowed.includes("restart") ?? false;
	return (
		<FaultMessage fault={fault}>
			{allowed && (
				<CommandButton look="primary" onCommand={() => store.restart()}>
					{labels.tryAgain}
				</CommandButton>
			)}
			{retryAt !== null && <Countdown until={retryAt} />}
		</FaultMessage>
	);
}
