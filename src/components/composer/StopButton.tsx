"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useCommand } from "../../react/useCommand.ts";
import { useTurn } from "../../react/useTurn.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { useYou } from "../../react/useYou.ts";
import { Icon } from "../icon/Icon.tsx";

export interface StopButtonProps {
	readonly className?: string | undefined;
}

/** Stops the turn that runs; not there between turns, nor for who may not stop it. */
export function StopButton({ className }: StopButtonProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const turn = useTurn();
	const allowed = useYou()?.allowed.includes("cancel") ?? false;
	const stop = useCommand(() => store.stop());
	if (!turn || !allowed) return null;
	const stopping = stop.pending || turn.state === "stopping";
	return (
		<>
			{stop.error && (
				<span className="wsc-command-error" role="alert">
					{stop.error.message}
				</span>
			)}
			<button
				type="button"
				className={className ? `wsc-stop ${className}` : "wsc-stop"}
				disabled={stopping}
				onClick={stop.run}
			>
				<Icon name="stop" />
				{stopping ? labels.stopping : labels.stop}
			</button>
		</>
	);
}
