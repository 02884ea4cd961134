"use client";
import { selectParticipants } from "../core/index.ts";
import type { Participant } from "../protocol/index.ts";
import { useWorkspaceSelector } from "./useWorkspaceSelector.ts";

/**
 * Who has the workspace open now. Someone with two windows is one participant.
 *
 * @example
 * const names = useParticipants().map((participant) => participant.name);
 */
export function useParticipants(): readonly Participant[] {
	return useWorkspaceSelector(selectParticipants);
}
