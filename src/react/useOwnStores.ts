"use client";
import { useInsertionEffect, useMemo, useRef } from "react";
import { connectFromSource } from "./connectSource.ts";
import { hasSource, type WorkspaceSource } from "./workspaceSource.ts";
import { createWorkspaceStores, type WorkspaceStores } from "./workspaceStores.ts";

/** The stores for a source of one's own; null when the source names none. */
export function useSourceStores(source: WorkspaceSource): WorkspaceStores | null {
	const latest = useRef(source);
	// Before every other effect: one of those below opens the connection.
	useInsertionEffect(() => {
		latest.current = source;
	});
	const given = hasSource(source);
	const { endpoint, client, namespace, token, actorName, storage } = source;
	// biome-ignore lint/correctness/useExhaustiveDependencies: another address is another set of workspaces.
	return useMemo(
		() => (given ? createWorkspaceStores({ connect: connectFromSource(() => latest.current), storage }) : null),
		[given, endpoint, client, namespace, token, actorName, storage],
	);
}
