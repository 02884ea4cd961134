import type {
	ActionResponse,
	AddNoteRequest,
	DeleteNoteRequest,
	EditNoteRequest,
	ReactToNoteRequest,
	ResolveNoteRequest,
	TimelineItem,
} from "../../src/protocol/index.ts";
import {
	createNote,
	deleteNote,
	editNote,
	itemsOfNewNote,
	type NoteChange,
	type NoteOutcome,
	reactToNote,
	resolveNote,
} from "../../src/rules/notes.ts";
import type { Identity } from "../access/identity.ts";
import { readItem, readItemsById } from "../database/itemTable.ts";
import { createItemId } from "../items/itemDraft.ts";
import { runIdempotent } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";

interface NotesDeps {
	readonly writer: Pick<Writer, "commit" | "read">;
}

type NoteAction = "editNote" | "deleteNote" | "reactToNote" | "resolveNote";

/** What people say to each other. It knows nothing of the agent's session, which never gets any of it. */
export class Notes {
	readonly #deps: NotesDeps;

	constructor(deps: NotesDeps) {
		this.#deps = deps;
	}

	/** @throws {Refusal} As `createNote` of the rules does. */
	async add(by: Identity, request: AddNoteRequest): Promise<ActionResponse<"addNote">> {
		const found = await this.#findItems(itemsOfNewNote(request));
		return this.#deps.writer.commit("addNote", (transaction) =>
			runIdempotent(transaction, { by, action: "addNote", request }, (person) => {
				const noteId = createItemId();
				transaction.put(createNote(request, { noteId, now: Date.now(), by: person, find: (id) => found.get(id) }));
				return { noteId };
			}),
		);
	}

	/** Changes the text of a note. */
	edit(by: Identity, request: EditNoteRequest): Promise<ActionResponse<"editNote">> {
		return this.#change("editNote", by, request, editNote);
	}

	/** Deletes the text of a note. */
	delete(by: Identity, request: DeleteNoteRequest): Promise<ActionResponse<"deleteNote">> {
		return this.#change("deleteNote", by, request, deleteNote);
	}

	/** Puts an emoji on a note, or takes the person's own away. */
	react(by: Identity, request: ReactToNoteRequest): Promise<ActionResponse<"reactToNote">> {
		return this.#change("reactToNote", by, request, reactToNote);
	}

	/** Settles a thread, or opens it again. */
	resolve(by: Identity, request: ResolveNoteRequest): Promise<ActionResponse<"resolveNote">> {
		return this.#change("resolveNote", by, request, resolveNote);
	}

	#change<Request extends { readonly clientId: string; readonly noteId: string }, Response>(
		action: NoteAction,
		by: Identity,
		request: Request,
		decide: (note: TimelineItem | undefined, request: Request, change: NoteChange) => NoteOutcome<Response>,
	): Promise<Response> {
		return this.#deps.writer.commit(action, (transaction) =>
			runIdempotent(transaction, { by, action, request }, async (person) => {
				const note = await readItem(transaction.tx, request.noteId);
				const { changed, response } = decide(note, request, { by: person, now: Date.now() });
				if (changed) transaction.put(changed);
				return response;
			}),
		);
	}

	/** Of all kinds, also what the agent has only begun. Read before the commit, because items do not go away. */
	async #findItems(ids: readonly string[]): Promise<ReadonlyMap<string, TimelineItem>> {
		if (ids.length === 0) return new Map();
		const { rows, unstored } = await this.#deps.writer.read("addNote", (tx) => readItemsById(tx, ids));
		return new Map([...rows, ...unstored.map((item) => [item.id, item] as const)]);
	}
}
