"use client";

import { selectStoppable } from "../../core/state/selectors.ts";
import type { BackgroundWork, Turn } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useSelf } from "../../react/state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../../react/store.tsx";
import { useAction } from "../../react/useAction.ts";
import { Button } from "../primitives/Button.tsx";
import { ActionError } from "../primitives/ErrorMessage.tsx";
import { useMoveFocusOnUnmount } from "../primitives/focus.ts";
import { Icon } from "../primitives/Icon.tsx";

interface StopWorkButtonProps {
	readonly work: Turn | BackgroundWork;
	readonly className?: string | undefined;
}

/** Stops the given turn, or the given work in the background. */
function StopWorkButton({ work, className }: StopWorkButtonProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const ref = useMoveFocusOnUnmount<HTMLButtonElement>();
	const stop = useAction(() => store.stop());
	const stopping = stop.pending || work.state === "stopping";
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

/** The props of `<StopButton>`. */
export interface StopButtonProps {
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/**
 * Stops the current turn; between turns, what the agent does in the background. Absent while the agent does nothing, and
 * for users who may not stop it.
 */
export function StopButton({ className }: StopButtonProps) {
	const work = useWorkspaceSelector(selectStoppable);
	const allowed = useSelf()?.allowedActions.includes("stop") ?? false;
	return work && allowed ? <StopWorkButton work={work} className={className} /> : null;
}
