import * as v from "valibot";
import { idSchema, pathSchema } from "./fields.ts";
import { LIMITS } from "./limits.ts";
import { list, object, openEnum, request, type Schema, wholeNumberSchema } from "./schema.ts";

/** Whether a person is at their page, from most to least. */
export const PRESENCE_STATUSES = ["here", "idle", "away"] as const;

/** `idle`: the page is visible, and nobody has touched it for a while. `away`: it is not visible. */
export type PresenceStatus = (typeof PRESENCE_STATUSES)[number];

/** What a person can be typing. */
export const TYPING_KINDS = ["prompt", "note"] as const;

/** What a person is typing: a prompt for the agent, or a note for other people. */
export type TypingKind = (typeof TYPING_KINDS)[number];

/** What a page says of its person. It is told to the others as it comes, and never stored. */
export interface PresenceUpdate {
	/** Whether the person is at the page. */
	readonly status: PresenceStatus;
	/** What the person is typing; null for nothing. */
	readonly typing: TypingKind | null;
	/** The item that the person reads, or the permission request they look at; null while they follow the end. */
	readonly itemId: string | null;
	/**
	 * The file or diff that the person has open, relative to the agent's folder, up to `LIMITS.presencePathCharacters`;
	 * null for none. A path with a name that begins with a dot is not told.
	 */
	readonly path: string | null;
}

/** The same of a person, from all of their pages together. */
export interface PresenceEntry extends PresenceUpdate {
	/** Who it is. */
	readonly userId: string;
}

/** What is known of everybody, as far as their pages say something. */
export interface PresenceSnapshot {
	/** Grows with each `workspace.presence`, and never starts again. */
	readonly revision: number;
	/** In no order. Somebody who is connected may be missing. */
	readonly people: readonly PresenceEntry[];
}

/** The event `workspace.presence`: what has changed since the revision before it. Some may be lost. */
export interface PresenceChange extends PresenceSnapshot {
	/** The `userId` of those of whom nothing is known any more. */
	readonly left: readonly string[];
}

/** What a page says of its person, and what it knows of the others. */
export interface UpdatePresenceRequest extends PresenceUpdate {
	/** The `revision` that the client has, so that it gets what it has missed; null for none. */
	readonly have: number | null;
}

export const updatePresenceRequestSchema: Schema<UpdatePresenceRequest> = request<UpdatePresenceRequest>({
	status: v.picklist(PRESENCE_STATUSES),
	typing: v.nullable(v.picklist(TYPING_KINDS)),
	itemId: v.nullable(idSchema),
	path: v.nullable(v.pipe(pathSchema, v.maxLength(LIMITS.presencePathCharacters))),
	have: v.nullable(wholeNumberSchema),
});

const snapshotFields = {
	revision: wholeNumberSchema,
	people: list(
		object<PresenceEntry>({
			userId: v.string(),
			status: openEnum(PRESENCE_STATUSES),
			typing: v.nullable(openEnum(TYPING_KINDS)),
			itemId: v.nullable(v.string()),
			path: v.nullable(v.string()),
		}),
	),
};

export const presenceSnapshotSchema: Schema<PresenceSnapshot> = object<PresenceSnapshot>(snapshotFields);

export const presenceChangeSchema: Schema<PresenceChange> = object<PresenceChange>({
	...snapshotFields,
	left: list(v.string()),
});

/** What a client gets for what it says. */
export interface UpdatePresenceResponse {
	/** Everybody, when the client has another `revision`; else null. */
	readonly presence: PresenceSnapshot | null;
}

export const updatePresenceResponseSchema: Schema<UpdatePresenceResponse> = object<UpdatePresenceResponse>({
	presence: v.nullable(presenceSnapshotSchema),
});
