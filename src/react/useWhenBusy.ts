"use client";
import type { WorkspaceState } from "../core/index.ts";
import type { WhenBusy } from "../protocol/index.ts";
import { useWorkspaceSelector } from "./useWorkspaceSelector.ts";

export interface WhenBusyState {
	/** What this person's prompts do while a turn runs. */
	readonly whenBusy: WhenBusy;
	/** What they may choose from. */
	readonly whenBusyOptions: readonly WhenBusy[];
}

const ALL_CHOICES: readonly WhenBusy[] = ["queue", "steer", "interrupt"];
const QUEUE_ONLY: readonly WhenBusy[] = ["queue"];
const REFUSE_ONLY: readonly WhenBusy[] = ["refuse"];

/** What the next prompt does while a turn runs: a person's own choice where they have one, else the workspace's. */
export function useWhenBusy(): WhenBusyState {
	const whenBusyOptions = useWorkspaceSelector(selectWhenBusyChoices);
	const asked = useWorkspaceSelector(selectPreferredWhenBusy);
	return {
		whenBusy: whenBusyOptions.find((choice) => choice === asked) ?? whenBusyOptions[0] ?? "queue",
		whenBusyOptions,
	};
}

function selectPreferredWhenBusy({ turn, interruptTurnId, preferredWhenBusy, whenBusy }: WorkspaceState): WhenBusy {
	if (turn && turn.id === interruptTurnId) return "interrupt";
	return preferredWhenBusy ?? whenBusy;
}

/** A workspace that takes no prompts while it is busy leaves no choice, and neither does a role that stops no turns. */
function selectWhenBusyChoices({ whenBusy, self }: WorkspaceState): readonly WhenBusy[] {
	if (whenBusy === "refuse") return REFUSE_ONLY;
	return self?.allowedActions.includes("stop") ? ALL_CHOICES : QUEUE_ONLY;
}
