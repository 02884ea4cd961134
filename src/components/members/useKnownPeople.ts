"use client";

import { useEffect, useState } from "react";
import { toWorkspaceError } from "../../core/errors/WorkspaceError.ts";
import type { WorkspaceStore } from "../../core/index.ts";
import { selectPeopleEvents } from "../../core/state/selectors.ts";
import { type KnownPerson, LIMITS, type WorkspaceErrorInfo } from "../../protocol/index.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../../react/store.tsx";

interface KnownPeople {
	/** Those who were here last first; null until they are loaded. */
	readonly people: readonly KnownPerson[] | null;
	readonly hasMore: boolean;
	/** Why they could not be loaded. */
	readonly error: WorkspaceErrorInfo | null;
	readonly showMore: () => void;
	readonly tryAgain: () => void;
}

/** A pause while somebody types, so that not each letter loads a list. */
const SEARCH_DELAY_MS = 150;

/** Everybody who was ever here and whose name has a text, page by page; read again when somebody comes or has another role. */
export function useKnownPeople(search: string): KnownPeople {
	const store = useWorkspaceStore();
	const events = useWorkspaceSelector(selectPeopleEvents);
	const here = useWorkspaceSelector((state) => state.participants);
	const [asked, setAsked] = useState({ search, pages: 1, attempt: 1 });
	const [loaded, setLoaded] = useState<Pick<KnownPeople, "people" | "hasMore" | "error">>({
		people: null,
		hasMore: false,
		error: null,
	});
	useEffect(() => {
		const ask = () => setAsked((before) => (before.search === search ? before : { search, pages: 1, attempt: 1 }));
		const timer = setTimeout(ask, SEARCH_DELAY_MS);
		return () => clearTimeout(timer);
	}, [search]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: each event of people is a reason to read them again.
	useEffect(() => {
		let isMounted = true;
		readPages(store, asked.search, asked.pages).then(
			(read) => isMounted && setLoaded({ ...read, error: null }),
			(error) => isMounted && setLoaded((before) => ({ ...before, error: toWorkspaceError(error).toInfo() })),
		);
		return () => {
			isMounted = false;
		};
	}, [store, asked, events, here]);
	return {
		...loaded,
		showMore: () => setAsked((before) => ({ ...before, pages: before.pages + 1 })),
		tryAgain: () => setAsked((before) => ({ ...before, attempt: before.attempt + 1 })),
	};
}

async function readPages(store: WorkspaceStore, search: string, pages: number) {
	const people = new Map<string, KnownPerson>();
	let hasMore = true;
	for (let page = 0; page < pages && hasMore; page++) {
		const read = await store.listPeople(search, LIMITS.peoplePage, page * LIMITS.peoplePage);
		// Whoever has come meanwhile moves the others on: they are in two pages then.
		for (const person of read.people) people.set(person.userId, person);
		hasMore = read.hasMore;
	}
	return { people: [...people.values()], hasMore };
}
