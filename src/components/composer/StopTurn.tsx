"use client";
import type { Turn } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useCommand } from "../../react/useCommand.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { Button } from "../button/Button.tsx";
import { CommandFault } from "../fault/CommandFault.tsx";
import { useFocusHandedOn } from "../focus/useFocusHandedOn.ts";
import { Icon } from "../icon/Icon.tsx";

interface StopTurnProps {
	readonly turn: Turn;
	readonly className?: string | undefined;
}

/** The button for a turn that runs. */
export function StopTurn({ turn, className }: StopTurnProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const ref = useFocusHandedOn<HTMLButtonElement>();
	const stop = useCommand(() => store.stop());
	const stopping = stop.pending || turn.state === "stopping";
	const label = stopping ? labels.stopping : labels.stop;
	return (
		<>
			<CommandFault fault={stop.error} />
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
