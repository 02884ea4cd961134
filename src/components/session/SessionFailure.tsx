"use client";
import type { WorkspaceErrorInfo } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { useSelf } from "../../react/useYou.ts";
import { ActionButton } from "../button/CommandButton.tsx";
import { ErrorMessage } from "../fault/FaultMessage.tsx";
import { Countdown } from "../time/Countdown.tsx";

interface SessionFailureProps {
	readonly fault: WorkspaceErrorInfo;
	readonly retryAt: number | null;
}

/** Why there is no agent, when the workspace tries again by itself, and a way to try at once. */
export function SessionFailure({ fault, retryAt }: SessionFailureProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const allowed = useSelf()?.allowedActions.includes("restartSession") ?? false;
	return (
		<ErrorMessage error={fault}>
			{allowed && (
				<ActionButton variant="primary" onAction={() => store.restartSession()}>
					{labels.tryAgain}
				</ActionButton>
			)}
			{retryAt !== null && <Countdown until={retryAt} />}
		</ErrorMessage>
	);
}
