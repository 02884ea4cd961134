"use client";
import type { WorkspaceState } from "../core/index.ts";
import type { WhenBusy } from "../protocol/index.ts";
import { useWorkspaceSelector } from "./useWorkspaceSelector.ts";

export interface WhenBusyState {
	/** What this person's prompts do while a turn runs. */
	readonly whenBusy: WhenBusy;
	/** What they may choose from. */
	readonly busyChoices: readonly WhenBusy[];
}

const ALL: readonly WhenBusy[] = ["queue", "steer", "interrupt"];
const QUEUE_ONLY: readonly WhenBusy[] = ["queue"];
const REFUSE_ONLY: readonly WhenBusy[] = ["refuse"];

/** What the next prompt does while a turn runs: a person's own choice where they have one, else the workspace's. */
export function useWhenBusy(): WhenBusyState {
	const busyChoices = useWorkspaceSelector(selectBusyChoices);
	const asked = useWorkspaceSelector(selectAsked);
	return { whenBusy: busyChoices.find((choice) => choice === asked) ?? busyChoices[0] ?? "queue", busyChoices };
}

function selectAsked({ turn, interruptsTurn, chosenWhenBusy, whenBusy }: WorkspaceState): WhenBusy {
	if (turn && turn.id === interruptsTurn) return "interrupt";
	return chosenWhenBusy ?? whenBusy;
}

/** A workspace that takes no prompts while it is busy leaves no choice, and neither does a role that stops no turns. */
function selectBusyChoices({ whenBusy, you }: WorkspaceState): readonly WhenBusy[] {
	if (whenBusy === "refuse") return REFUSE_ONLY;
	return you?.allowed.includes("cancel") ? ALL : QUEUE_ONLY;
}
