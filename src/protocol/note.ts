import * as v from "valibot";
import { userIdSchema } from "./fields.ts";
import { LIMITS } from "./limits.ts";
import { type Person, personSchema } from "./participant.ts";
import { list, numberSchema, object, request, type Schema, timeSchema } from "./schema.ts";

/** A person whom a note names: its text has `@` and the name. */
export interface Mention {
	/** Who it is. */
	readonly userId: string;
	/** As it is written in the text, without the `@`. */
	readonly name: string;
}

export const mentionSchema: Schema<Mention> = object<Mention>({ userId: v.string(), name: v.string() });

export const newMentionSchema: Schema<Mention> = request<Mention>({
	userId: userIdSchema,
	name: v.pipe(v.string(), v.minLength(1), v.maxLength(LIMITS.mentionNameCharacters)),
});

/** What a note is about. */
export interface NoteTarget {
	/** The id of the item. */
	readonly itemId: string;
	/** The file of a change that the item shows. */
	readonly path?: string | undefined;
	/** The line of that file as it is after the change, counted from 1. */
	readonly line?: number | undefined;
}

export const noteTargetSchema: Schema<NoteTarget> = object<NoteTarget>({
	itemId: v.string(),
	path: v.optional(v.string()),
	line: v.optional(numberSchema),
});

/** A note as a prompt quotes it: as it was when the prompt was sent. */
export interface QuotedNote {
	/** The id of the note. */
	readonly id: string;
	/** Who wrote it. */
	readonly by: Person;
	/** Markdown, not trusted. */
	readonly text: string;
	/** Whom the text names. */
	readonly mentions: readonly Mention[];
	/** What it is about. Absent or null for a note about nothing in particular. */
	readonly about?: NoteTarget | null | undefined;
}

export const quotedNoteSchema: Schema<QuotedNote> = object<QuotedNote>({
	id: v.string(),
	by: personSchema,
	text: v.string(),
	mentions: list(mentionSchema),
	about: v.optional(v.nullable(noteTargetSchema)),
});

/** An emoji that people have put on a note. */
export interface NoteReaction {
	/** One emoji. */
	readonly emoji: string;
	/** Who has put it there, the first one first. Never empty. */
	readonly by: readonly Person[];
}

export const noteReactionSchema: Schema<NoteReaction> = object<NoteReaction>({
	emoji: v.string(),
	by: list(personSchema),
});

/** Who has settled a thread, and when. */
export interface NoteResolution {
	/** Who it was. */
	readonly by: Person;
	/** Milliseconds since 1970. */
	readonly at: number;
}

export const noteResolutionSchema: Schema<NoteResolution> = object<NoteResolution>({
	by: personSchema,
	at: timeSchema,
});
