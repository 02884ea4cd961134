"use client";

import type { Turn } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useSelf, useTurn } from "../../react/state.ts";
import { useWorkspaceStore } from "../../react/store.tsx";
import { useAction } from "../../react/useAction.ts";
import { Button } from "../primitives/Button.tsx";
import { ActionError } from "../primitives/ErrorMessage.tsx";
import { useMoveFocusOnUnmount } from "../primitives/focus.ts";
import { Icon } from "../primitives/Icon.tsx";

interface StopTurnButtonProps {
	readonly turn: Turn;
	readonly className?: string | undefined;
}

/** Stops the given turn. */
function StopTurnButton({ turn, className }: StopTurnButtonProps) {
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

interface StopButtonProps {
	readonly className?: string | undefined;
}

/** Stops the current turn. Absent between turns, and for users who may not stop it. */
export function StopButton({ className }: StopButtonProps) {
	const turn = useTurn();
	const allowed = useSelf()?.allowedActions.includes("stop") ?? false;
	return turn && allowed ? <StopTurnButton turn={turn} className={className} /> : null;
}
