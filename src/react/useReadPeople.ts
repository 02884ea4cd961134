"use client";

import { useCallback, useContext } from "react";
import type { WorkspaceState } from "../core/index.ts";
import type { Mention } from "../protocol/index.ts";
import { useOptionalWorkspaceStore } from "./store.tsx";
import { UsersContext } from "./users.tsx";

/** The people whom the workspace knows: those who are here first. */
export function peopleOf({ participants, personMarks }: WorkspaceState): readonly Mention[] {
	const people = new Map(participants.map(({ userId, name }) => [userId, { userId, name }]));
	for (const [userId, { name }] of personMarks) if (!people.has(userId)) people.set(userId, { userId, name });
	return [...people.values()];
}

/**
 * Returns a function that lists the people whom a text may name: those that the host has resolved, and those whom the
 * workspace knows.
 */
export function useReadPeople(): () => readonly Mention[] {
	const store = useOptionalWorkspaceStore();
	const { resolved } = useContext(UsersContext);
	return useCallback(() => [...(store ? peopleOf(store.get()) : []), ...resolved.values()], [store, resolved]);
}
