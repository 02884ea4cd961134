"use client";
import type { Turn } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useAction } from "../../react/useCommand.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { Button } from "../button/Button.tsx";
import { ActionError } from "../fault/CommandFault.tsx";
import { useMoveFocusOnUnmount } from "../focus/useFocusHandedOn.ts";
import { Icon } from "../icon/Icon.tsx";

interface StopTurnButtonProps {
	readonly turn: Turn;
	readonly className?: string | undefined;
}

/** The button for a turn that runs. */
export function StopTurnButton({ turn, className }: StopTurnButtonProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const ref = useMoveFocusOnUnmount<HTMLButtonElement>();
	const stop = useAction(() => store.stop());
	const stopping = stop.pending || turn.state === "stopping";
	const label = stopping ? labels.stopping : labels.stop;
	return (
		<>
			<ActionError error={stop.error} />
			<Button
				ref={ref}
				className={className ? `wsc-stop ${className}` : "wsc-stop"}
				aria-label={label}
				aria-disabled={stopping || undefined}
				onClick={stopping ? undefined : stop.run}
			>
				<Icon name="stop" />
				<span className="wsc-stop-text">{label}</span>
			</Button>
		</>
	);
}
