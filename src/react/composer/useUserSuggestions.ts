"use client";

import { useContext, useEffect, useMemo, useState } from "react";
import type { WorkspaceState } from "../../core/index.ts";
import type { Mention } from "../../protocol/index.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../store.tsx";
import { peopleOf } from "../useReadPeople.ts";
import { type Users, UsersContext } from "../users.tsx";

const DEBOUNCE_MS = 100;
const MAX_SUGGESTIONS = 8;
const NOBODY: readonly Mention[] = [];

/** Whether a name, or a word in it, begins with what was typed. */
function isMatch({ name }: Mention, query: string): boolean {
	const [typed, words] = [query.toLowerCase(), name.toLowerCase()];
	return words.startsWith(typed) || words.split(/[\s._-]+/).some((word) => word.startsWith(typed));
}

/**
 * The people to offer for what follows an `@`: those whom `suggestUsers` of the provider names, else the people of the
 * workspace, without the current user. None for null.
 *
 * @example
 * const people = useUserSuggestions("ad");
 */
export function useUserSuggestions(query: string | null): readonly Mention[] {
	const store = useWorkspaceStore();
	const users = useContext(UsersContext);
	const self = useWorkspaceSelector((state) => state.self?.userId);
	const participants = useWorkspaceSelector((state) => state.participants);
	const personMarks = useWorkspaceSelector((state) => state.personMarks);
	const [suggested, setSuggested] = useState(NOBODY);
	const asked = users.hasSuggestions ? query : null;

	useEffect(() => {
		if (asked === null) return setSuggested(NOBODY);
		let isCurrent = true;
		const show = (people: readonly Mention[]) => isCurrent && setSuggested(people);
		const timer = setTimeout(() => suggest(users, store.get(), asked).then(show, () => show(NOBODY)), DEBOUNCE_MS);
		return () => {
			isCurrent = false;
			clearTimeout(timer);
		};
	}, [store, users, asked]);

	return useMemo(() => {
		if (query === null) return NOBODY;
		const people = users.hasSuggestions ? suggested : peopleOf({ ...store.get(), participants, personMarks });
		return people
			.filter((person) => person.userId !== self && (users.hasSuggestions || isMatch(person, query)))
			.slice(0, MAX_SUGGESTIONS);
	}, [store, users, query, suggested, self, participants, personMarks]);
}

async function suggest({ source, resolved }: Users, state: WorkspaceState, query: string): Promise<readonly Mention[]> {
	const { suggestUsers, resolveUsers } = source();
	const { workspaceId } = state;
	const userIds = ((await suggestUsers?.({ query, workspaceId })) ?? []).slice(0, MAX_SUGGESTIONS);
	const known = new Map(peopleOf(state).map((person) => [person.userId, person]));
	const missing = userIds.filter((userId) => !known.has(userId) && !resolved.has(userId));
	const found = missing.length > 0 ? ((await resolveUsers?.({ userIds: missing, workspaceId })) ?? []) : [];
	for (const person of found) if (person) resolved.set(person.userId, { userId: person.userId, name: person.name });
	return userIds.flatMap((userId) => known.get(userId) ?? resolved.get(userId) ?? []);
}
