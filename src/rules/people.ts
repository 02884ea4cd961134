import type { Participant, Person, Role } from "../protocol/participant.ts";
import type { Invite } from "../protocol/people.ts";
import type { TimelineItem, WorkspaceEvent } from "../protocol/timelineItem.ts";
import { toPerson } from "./access.ts";
import type { UnplacedItem } from "./items.ts";
import type { Grant } from "./members.ts";

/** What is known of the people who were here before, when somebody opens the workspace. */
export interface EarlierPeople {
	/** The role with which this person was here last; null when it is not known. Undefined when they are new. */
	readonly role: Role | null | undefined;
	/** What was decided about this person. */
	readonly grant: Grant | undefined;
	/** Whether anybody was here before. */
	readonly isAnybodyKnown: boolean;
	/** Whether people were forgotten because there were too many: then nobody can be said to be new. */
	readonly wasAnybodyForgotten: boolean;
}

type PersonEvent = Pick<UnplacedItem<"event">, "by" | "event">;

/**
 * What the timeline says when somebody opens the workspace: that they have joined, or have another role than the last
 * time. Null for nothing. Whoever opens a workspace first joins nobody, and those who come by a read-only link may be so
 * many that nothing else could be read.
 */
export function personOpened(person: Participant, earlier: EarlierPeople): PersonEvent | null {
	const by = toPerson(person);
	const { role: from, grant, isAnybodyKnown, wasAnybodyForgotten } = earlier;
	const invitedBy = grant && grant.inviteId !== null ? grant.by : null;
	if (from === undefined) {
		if (!isAnybodyKnown || wasAnybodyForgotten || grant?.isGuest) return null;
		return { by, event: { type: "person_joined", ...(invitedBy && { invitedBy }) } };
	}
	// The host has changed it, or an invite: what owners change is said when they do.
	return from === null || from === person.role ? null : roleChanged(invitedBy, person, from);
}

/** @param by - Null for the host. */
export function roleChanged(by: Person | null, { role: to, ...person }: Participant, from: Role | null): PersonEvent {
	return { by: by && toPerson(by), event: { type: "role_changed", person: toPerson(person), from, to } };
}

/** An owner has made an invite. */
export function personInvited(by: Person, { role, singleUse }: Pick<Invite, "role" | "singleUse">): PersonEvent {
	return { by: toPerson(by), event: { type: "person_invited", role, singleUse } };
}

const EVENTS_OF_PEOPLE: ReadonlySet<WorkspaceEvent["type"]> = new Set([
	"person_invited",
	"person_joined",
	"person_removed",
	"role_changed",
]);

/** Whether an item only says who is here and as what, or who may come: a workspace with nothing else is still new. */
export function isAboutPeople(item: TimelineItem | undefined): boolean {
	return item?.kind === "event" && EVENTS_OF_PEOPLE.has(item.event.type);
}
