import type { PresenceChange, PresenceEntry, PresenceSnapshot } from "../../protocol/index.ts";
import { shareStructure } from "./structuralSharing.ts";
import type { Presence } from "./workspaceState.ts";

/** All that is known of everybody takes the place of what was known. */
export function reducePresenceSnapshot(presence: Presence, snapshot: PresenceSnapshot | undefined): Presence {
	if (!snapshot) return presence;
	const people = new Map(snapshot.people.map((entry) => [entry.userId, shareEntry(presence, entry)]));
	const isSame =
		people.size === presence.people.size &&
		[...people].every(([userId, entry]) => presence.people.get(userId) === entry);
	if (isSame && presence.revision === snapshot.revision) return presence;
	return { revision: snapshot.revision, people: isSame ? presence.people : people };
}

/**
 * Applies a change. One that was applied before changes nothing. If one before it was lost, the revision is null from
 * then on: a snapshot has to follow.
 */
export function reducePresenceChange(presence: Presence, { revision, people, left }: PresenceChange): Presence {
	const { revision: known } = presence;
	if (known !== null && revision <= known) return presence;
	const next = new Map(presence.people);
	for (const userId of left) next.delete(userId);
	for (const entry of people) next.set(entry.userId, shareEntry(presence, entry));
	return { revision: known !== null && revision === known + 1 ? revision : null, people: next };
}

function shareEntry(presence: Presence, entry: PresenceEntry): PresenceEntry {
	return shareStructure(presence.people.get(entry.userId), entry);
}
