import { LIMITS } from "../protocol/limits.ts";
import type { NoteReaction, QuotedNote } from "../protocol/note.ts";
import type { Person } from "../protocol/participant.ts";
import type {
	AddNoteRequest,
	DeleteNoteRequest,
	EditNoteRequest,
	ReactToNoteRequest,
	ResolveNoteRequest,
} from "../protocol/requests.ts";
import type { NoteItem, TimelineItem } from "../protocol/timelineItem.ts";
import { type Requester, toAuthor, toPerson } from "./access.ts";
import type { UnplacedItem } from "./items.ts";
import { mentionsIn } from "./mentions.ts";
import {
	noteDeletedRefusal,
	noteNotFoundRefusal,
	noteTargetRefusal,
	notNoteAuthorRefusal,
	tooManyReactionsRefusal,
} from "./refusals.ts";

/** What the workspace has under an id. */
type Found = TimelineItem | null | undefined;

/** Finds an item of the workspace, queued prompts among them. */
type FindItem = (id: string) => Found;

/** What `createNote` needs to know beside the request. */
interface NoteContext {
	/** The id of the new note. */
	readonly noteId: string;
	/** Milliseconds since 1970. */
	readonly now: number;
	readonly by: Requester;
	readonly find: FindItem;
}

/** The ids of the items that `createNote` looks for. */
export function itemsOfNewNote({ about, threadId }: AddNoteRequest): readonly string[] {
	return [threadId, about?.itemId].filter((id) => typeof id === "string");
}

/**
 * A new note. A reply is about what its thread is about, and a reply to a reply belongs to the same thread.
 *
 * @throws {Refusal} `not_found`
 */
export function createNote(
	{ text, mentions = [], about = null, threadId = null }: AddNoteRequest,
	{ noteId, now, by, find }: NoteContext,
): UnplacedItem<"note"> {
	const thread = threadId === null ? null : requireNote(find(threadId));
	const target = thread ? null : about && find(about.itemId);
	if (!thread && about && (!target || target.kind === "note")) throw noteTargetRefusal();
	return {
		kind: "note",
		id: noteId,
		turnId: null,
		createdAt: now,
		by: toAuthor(by),
		text,
		mentions: mentionsIn(text, mentions),
		about: thread ? thread.about : about,
		threadId: thread && (thread.threadId ?? thread.id),
		reactions: [],
		editedAt: null,
		deletedAt: null,
		resolved: null,
	};
}

/** What an action changes, and its response. */
export interface NoteOutcome<Response> {
	/** Null when nothing has changed. */
	readonly changed: NoteItem | null;
	readonly response: Response;
}

/** Who changes a note, and when. */
export interface NoteChange {
	readonly by: Requester;
	/** Milliseconds since 1970. */
	readonly now: number;
}

/**
 * Changes the text of a note.
 *
 * @throws {Refusal} `not_found` or `forbidden`
 */
export function editNote(
	found: Found,
	{ text, mentions = [] }: EditNoteRequest,
	{ by, now }: NoteChange,
): NoteOutcome<{ readonly noteId: string }> {
	const note = requireWritten(found);
	if (note.by.userId !== by.userId) throw notNoteAuthorRefusal(note.by, "edit");
	const edited = { ...note, text, mentions: mentionsIn(text, mentions), editedAt: now };
	return outcome(note, text === note.text ? null : edited);
}

/**
 * Deletes what a note says. Its place and its author stay.
 *
 * @throws {Refusal} `not_found` or `forbidden`
 */
export function deleteNote(
	found: Found,
	_request: DeleteNoteRequest,
	{ by, now }: NoteChange,
): NoteOutcome<{ readonly deleted: boolean }> {
	const note = requireNote(found);
	if (note.by.userId !== by.userId && by.role !== "owner") throw notNoteAuthorRefusal(note.by, "delete");
	if (note.deletedAt !== null) return { changed: null, response: { deleted: false } };
	return {
		changed: { ...note, text: "", mentions: [], reactions: [], deletedAt: now },
		response: { deleted: true },
	};
}

/**
 * Puts a person's emoji on a note, or takes it away.
 *
 * @throws {Refusal} `not_found`, or `invalid_argument` when the note has as many as it may have.
 */
export function reactToNote(
	found: Found,
	{ emoji, on }: ReactToNoteRequest,
	{ by }: NoteChange,
): NoteOutcome<{ readonly noteId: string }> {
	const note = requireWritten(found);
	const isOn = note.reactions.some((reaction) => reaction.emoji === emoji && reaction.by.some(isPerson(by)));
	if (isOn === on) return outcome(note, null);
	const change = on ? withReaction : withoutReaction;
	return outcome(note, { ...note, reactions: change(note.reactions, emoji, by) });
}

/**
 * Settles a thread, or opens it again.
 *
 * @throws {Refusal} `not_found`, also for a reply: only a thread as a whole is settled.
 */
export function resolveNote(
	found: Found,
	{ resolved }: ResolveNoteRequest,
	{ by: { userId, name }, now }: NoteChange,
): NoteOutcome<{ readonly noteId: string }> {
	const note = requireNote(found);
	if (note.threadId !== null) throw noteNotFoundRefusal();
	if ((note.resolved !== null) === resolved) return outcome(note, null);
	return outcome(note, { ...note, resolved: resolved ? { by: { userId, name }, at: now } : null });
}

/**
 * Notes as a prompt quotes them: what they say now, in the order in which they were written.
 *
 * @throws {Refusal} `not_found` when one of them does not exist, or was deleted.
 */
export function quoteNotes(ids: readonly string[], find: FindItem): readonly QuotedNote[] {
	const notes = [...new Set(ids)].map((id) => requireWritten(find(id)));
	return notes
		.sort((one, other) => one.order - other.order)
		.map(({ id, by, text, mentions, about }) => ({ id, by: toPerson(by), text, mentions, ...(about && { about }) }));
}

function outcome({ id }: NoteItem, changed: NoteItem | null): NoteOutcome<{ readonly noteId: string }> {
	return { changed, response: { noteId: id } };
}

const isPerson =
	({ userId }: Person) =>
	(other: Person) =>
		other.userId === userId;

function withReaction(
	reactions: readonly NoteReaction[],
	emoji: string,
	{ userId, name }: Person,
): readonly NoteReaction[] {
	const known = reactions.find((reaction) => reaction.emoji === emoji);
	const isFull = known ? known.by.length >= LIMITS.reactionPeople : reactions.length >= LIMITS.noteReactions;
	if (isFull) throw tooManyReactionsRefusal();
	const person = { userId, name };
	if (!known) return [...reactions, { emoji, by: [person] }];
	return reactions.map((reaction) => (reaction === known ? { emoji, by: [...known.by, person] } : reaction));
}

function withoutReaction(reactions: readonly NoteReaction[], emoji: string, person: Person): readonly NoteReaction[] {
	return reactions.flatMap((reaction) => {
		if (reaction.emoji !== emoji) return [reaction];
		const by = reaction.by.filter((other) => other.userId !== person.userId);
		return by.length > 0 ? [{ emoji, by }] : [];
	});
}

function requireNote(item: Found): NoteItem {
	if (item?.kind !== "note") throw noteNotFoundRefusal();
	return item;
}

function requireWritten(item: Found): NoteItem {
	const note = requireNote(item);
	if (note.deletedAt !== null) throw noteDeletedRefusal();
	return note;
}
