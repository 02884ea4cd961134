"use client";

import { createContext, type ReactNode, useContext, useInsertionEffect, useMemo, useRef } from "react";
import type { Mention, Person } from "../protocol/index.ts";

/** Who can be mentioned, beside the people whom a workspace knows. */
export interface UsersSource {
	/**
	 * Who these people are, in the order of the ids; null for somebody who is not known. It is asked for those whom
	 * `suggestUsers` names and the workspace does not know, and once for each. Default: nobody is.
	 */
	readonly resolveUsers?:
		| ((request: {
				readonly userIds: readonly string[];
				readonly workspaceId: string;
		  }) => Promise<readonly (Pick<Person, "userId" | "name"> | null)[]>)
		| undefined;
	/**
	 * The ids of the people to offer for what follows an `@`, the best first; "" for all. Default: the people of the
	 * workspace whose name has a word that begins so.
	 */
	readonly suggestUsers?:
		| ((request: { readonly query: string; readonly workspaceId: string }) => Promise<readonly string[]>)
		| undefined;
}

/** What the nearest provider says of users. */
export interface Users {
	/** The functions of the host, as they are now. */
	readonly source: () => UsersSource;
	/** Whether the host names those to offer. */
	readonly hasSuggestions: boolean;
	/** Those that the host has resolved. */
	readonly resolved: Map<string, Mention>;
}

export const UsersContext = createContext<Users>({ source: () => ({}), hasSuggestions: false, resolved: new Map() });

interface UsersProviderProps extends UsersSource {
	readonly children?: ReactNode;
}

/** Passes on who can be mentioned. Without anything of its own, what the nearest one says applies. */
export function UsersProvider({ resolveUsers, suggestUsers, children }: UsersProviderProps) {
	const around = useContext(UsersContext);
	const latest = useRef<UsersSource>({ resolveUsers, suggestUsers });
	useInsertionEffect(() => {
		latest.current = { resolveUsers, suggestUsers };
	});
	const isGiven = resolveUsers !== undefined || suggestUsers !== undefined;
	const hasSuggestions = suggestUsers !== undefined;
	const own = useMemo<Users>(
		() => ({ source: () => latest.current, hasSuggestions, resolved: new Map() }),
		[hasSuggestions],
	);
	return <UsersContext.Provider value={isGiven ? own : around}>{children}</UsersContext.Provider>;
}
