import type { Participant, PresenceEntry, Self } from "../../protocol/index.ts";
import type { Presence, WorkspaceState } from "./workspaceState.ts";

/** Somebody else who has the workspace open. */
export interface Other extends Participant {
	/** Where they are and what they do; null when their page does not say it. */
	readonly presence: PresenceEntry | null;
}

interface KnownOthers {
	readonly participants: readonly Participant[];
	readonly self: Self | null;
	readonly others: readonly Other[];
	/** By the item that they read or look at. */
	readonly byItem: ReadonlyMap<string, readonly Other[]>;
}

const NOBODY: readonly Other[] = [];

/** A selector may run for each streamed word, for each row: the list is built once for each change of it. */
const known = new WeakMap<Presence, KnownOthers>();

function knownOthers({ presence, participants, self }: WorkspaceState): KnownOthers {
	const last = known.get(presence);
	if (last?.participants === participants && last.self === self) return last;
	const others = participants
		.filter(({ userId }) => userId !== self?.userId)
		.map((person) => ({ ...person, presence: presence.people.get(person.userId) ?? null }));
	const next = { participants, self, others: others.length > 0 ? others : NOBODY, byItem: groupByItem(others) };
	known.set(presence, next);
	return next;
}

function groupByItem(others: readonly Other[]): ReadonlyMap<string, readonly Other[]> {
	const byItem = new Map<string, readonly Other[]>();
	for (const other of others) {
		const itemId = other.presence?.itemId;
		if (itemId) byItem.set(itemId, [...(byItem.get(itemId) ?? NOBODY), other]);
	}
	return byItem;
}

/**
 * The other people who have the workspace open, in the order of `participants`, with where they are and what they do. The
 * same array until something of that changes.
 *
 * @example
 * const typing = selectOthers(store.get()).filter(({ presence }) => presence?.typing);
 */
export function selectOthers(state: WorkspaceState): readonly Other[] {
	return knownOthers(state).others;
}

/** The person whom this one follows; null for nobody, and for one who has left. */
export function selectFollowed(state: WorkspaceState): Other | null {
	const { followedUserId } = state;
	return (followedUserId !== null && selectOthers(state).find(({ userId }) => userId === followedUserId)) || null;
}

/** The others who read an item, or look at a permission request. */
export function selectOthersAt(itemId: string): (state: WorkspaceState) => readonly Other[] {
	return (state) => knownOthers(state).byItem.get(itemId) ?? NOBODY;
}
