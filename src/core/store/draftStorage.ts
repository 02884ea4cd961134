import type { Mention, PromptMetadata } from "../../protocol/index.ts";
import { isRecord } from "../../protocol/isRecord.ts";
import type { KeyValueStorage } from "../platform/browser.ts";
import { isMention } from "../state/notes.ts";
import type { Observable } from "../state/observable.ts";
import { selectComposerMode } from "../state/selectors.ts";
import { updateFields } from "../state/structuralSharing.ts";
import type { ComposerMode, DraftAttachment, WorkspaceState } from "../state/workspaceState.ts";
import { type EntryOwner, PersonalEntry } from "./personalStorage.ts";

/** A draft as it is stored: the bytes of its files are with the workspace. */
interface StoredDraft {
	readonly draft: string;
	/** Whether it is for the agent or for the people: a note must never come back as a prompt. */
	readonly mode: ComposerMode | null;
	readonly mentions: readonly Mention[];
	readonly quotes: readonly string[];
	readonly metadata: PromptMetadata | null;
	readonly files: readonly DraftAttachment[];
}

interface OwnDraft extends StoredDraft {
	/** The id under which this tab has left the draft to others; null while it is open. */
	readonly leftAs: string | null;
}

interface LeftDraft extends StoredDraft {
	readonly id: string;
}

interface DraftStorageDeps {
	readonly state: Observable<WorkspaceState>;
	/** Shared by all tabs. */
	readonly storage: KeyValueStorage;
	/** Of this tab alone, and kept over its reloads. */
	readonly tabStorage: KeyValueStorage;
	readonly createId: () => string;
	/** Called with the ids of files that were restored, to find out whether the workspace still has them. */
	readonly verify: (ids: readonly string[]) => void;
}

const EMPTY: StoredDraft = { draft: "", mode: null, mentions: [], quotes: [], metadata: null, files: [] };
const EMPTY_DRAFT = {
	draft: "",
	composerMode: null,
	draftMentions: [],
	draftQuotes: [],
	draftMetadata: null,
	attachments: [],
} as const;
/** The oldest ones are dropped: nobody looks for them any more. */
const MAX_LEFT_DRAFTS = 10;

/**
 * Keeps the draft and the list of its files over reloads. Each tab has a draft of its own. A tab that is closed leaves its
 * draft to the next one that is opened without one, and only to that one.
 */
export class DraftStorage {
	readonly #deps: DraftStorageDeps;
	#own: PersonalEntry | null = null;
	#left: PersonalEntry | null = null;
	#isOpen = false;
	/** The id under which this store has left its draft. */
	#leftAs: string | null = null;

	constructor(deps: DraftStorageDeps) {
		this.#deps = deps;
		deps.state.subscribeSync((now, before) => {
			if (now.self && now.self.userId !== before.self?.userId) this.#handlePerson(now, before.self === null);
			else if (hasChanged(now, before)) this.#save();
		});
	}

	/** Call it when the store starts; call the returned function when it stops. */
	open(): () => void {
		// Kept in a variable: a page that is torn down takes its globals away before the last timers have run.
		const page = globalThis.window;
		const handleHide = () => this.#leave();
		const handleShow = () => this.#return();
		this.#isOpen = true;
		this.#return();
		page?.addEventListener("pagehide", handleHide);
		page?.addEventListener("pageshow", handleShow);
		return () => {
			page?.removeEventListener("pagehide", handleHide);
			page?.removeEventListener("pageshow", handleShow);
			this.#isOpen = false;
			this.#leave();
		};
	}

	#handlePerson(now: WorkspaceState, isFirst: boolean): void {
		const { state, storage, tabStorage, verify } = this.#deps;
		this.#leave();
		this.#leftAs = null;
		const owner = { workspaceId: now.workspaceId, userId: now.self?.userId ?? "" };
		this.#own = new PersonalEntry(tabStorage, "own-draft", owner);
		this.#left = new PersonalEntry(storage, "left-drafts", owner);
		const stored = this.#takeStored() ?? takeOldFormat(storage, owner);
		// What was written before it was known who writes.
		const written = isFirst ? now : null;
		state.set(
			updateFields(state.get(), {
				draft: joinDrafts(stored.draft, written?.draft ?? ""),
				...(stored.draft !== "" && stored.mode && { composerMode: stored.mode }),
				draftMentions: [...stored.mentions, ...(written?.draftMentions ?? [])],
				draftQuotes: [...stored.quotes, ...(written?.draftQuotes ?? [])],
				draftMetadata: written?.draftMetadata ?? stored.metadata,
				attachments: [...stored.files, ...(written?.attachments ?? [])],
			}),
		);
		this.#save();
		verify(stored.files.map(({ id }) => id));
	}

	/** The draft of this tab, or the latest one that a closed tab has left. */
	#takeStored(): StoredDraft | null {
		const own = parseOwnDraft(this.#own?.read() ?? "");
		if (own?.leftAs === null) return own;
		const left = this.#readLeft();
		const taken = own ? left.find(({ id }) => id === own.leftAs) : left.at(-1);
		this.#writeLeft(left.filter((draft) => draft !== taken));
		return taken ?? (own ? EMPTY : null);
	}

	#save(): void {
		const own = toStored(this.#deps.state.get());
		if (this.#leftAs !== null) this.#writeLeft(this.#readLeft().filter(({ id }) => id !== this.#leftAs));
		this.#leftAs = null;
		this.#writeOwn({ ...own, leftAs: null });
		if (!this.#isOpen) this.#leave();
	}

	/** Leaves the draft to the next tab; this one takes it back if it is opened again before. */
	#leave(): void {
		const own = parseOwnDraft(this.#own?.read() ?? "");
		if (!own || own.leftAs !== null) return;
		const id = this.#deps.createId();
		this.#leftAs = id;
		const { leftAs, ...left } = own;
		this.#writeLeft([...this.#readLeft(), { id, ...left }].slice(-MAX_LEFT_DRAFTS));
		this.#writeOwn({ ...own, leftAs: id });
	}

	/** Takes the draft back. If another tab has it by now, it is no longer here. */
	#return(): void {
		if (this.#leftAs === null) return;
		const isStillLeft = this.#readLeft().some(({ id }) => id === this.#leftAs);
		this.#save();
		const { state } = this.#deps;
		if (!isStillLeft) state.set(updateFields(state.get(), EMPTY_DRAFT));
	}

	#readLeft(): readonly LeftDraft[] {
		return parseList(this.#left?.read() ?? "").flatMap((value) => {
			const stored = parseDraft(value);
			return stored && isRecord(value) && typeof value.id === "string" ? [{ id: value.id, ...stored }] : [];
		});
	}

	#writeLeft(left: readonly LeftDraft[]): void {
		const drafts = left.map(({ id, ...draft }) => ({ id, ...toStoredDraft(draft) }));
		this.#left?.write(drafts.length > 0 ? JSON.stringify(drafts) : "");
	}

	#writeOwn({ leftAs, ...draft }: OwnDraft): void {
		const isEmpty = draft.draft === "" && draft.files.length === 0 && draft.quotes.length === 0;
		this.#own?.write(isEmpty ? "" : JSON.stringify({ ...toStoredDraft(draft), leftAs }));
	}
}

const DRAFT_FIELDS = Object.keys(EMPTY_DRAFT) as readonly (keyof typeof EMPTY_DRAFT)[];

function hasChanged(now: WorkspaceState, before: WorkspaceState): boolean {
	return DRAFT_FIELDS.some((field) => now[field] !== before[field]);
}

function toStored(state: WorkspaceState): StoredDraft {
	const { draft, draftMentions: mentions, draftQuotes: quotes, draftMetadata: metadata, attachments: files } = state;
	return { draft, mode: selectComposerMode(state), mentions, quotes, metadata, files };
}

/** Someone who types before the workspace responds continues the draft they had left, and loses neither. */
function joinDrafts(stored: string, written: string): string {
	return stored && written ? `${stored}\n${written}` : stored || written;
}

/** Earlier versions kept one draft for all tabs. */
function takeOldFormat(storage: KeyValueStorage, owner: EntryOwner): StoredDraft {
	const draft = new PersonalEntry(storage, "draft", owner);
	const files = new PersonalEntry(storage, "files", owner);
	const stored = { ...EMPTY, draft: draft.read(), files: parseFiles(parseList(files.read())) };
	draft.write("");
	files.write("");
	return stored;
}

function toStoredDraft({ draft, mode, mentions, quotes, metadata, files }: StoredDraft) {
	return {
		draft,
		...(mode && { mode }),
		...(mentions.length > 0 && { mentions }),
		...(quotes.length > 0 && { quotes }),
		...(metadata && { metadata }),
		files: files.map(toStoredFile),
	};
}

function toStoredFile({ id, name, mimeType, size, thumbnail }: DraftAttachment) {
	return { id, name, mimeType, size, thumbnail };
}

function parseOwnDraft(text: string): OwnDraft | null {
	const [value] = parseList(`[${text}]`);
	const stored = parseDraft(value);
	if (!stored || !isRecord(value)) return null;
	return { ...stored, leftAs: typeof value.leftAs === "string" ? value.leftAs : null };
}

function parseDraft(value: unknown): StoredDraft | null {
	if (!isRecord(value) || typeof value.draft !== "string") return null;
	const { draft, mode, mentions, quotes, metadata, files } = value;
	return {
		draft,
		mode: mode === "note" || mode === "prompt" ? mode : null,
		mentions: toList(mentions)
			.filter(isMention)
			.map(({ userId, name }) => ({ userId, name })),
		quotes: toList(quotes).filter((id) => typeof id === "string"),
		metadata: isMetadata(metadata) ? metadata : null,
		files: parseFiles(toList(files)),
	};
}

const isMetadata = (value: unknown): value is PromptMetadata => isRecord(value);

const toList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The storage may hold anything: what is not JSON is nothing. */
function parseList(text: string): readonly unknown[] {
	try {
		const value: unknown = JSON.parse(text || "[]");
		return Array.isArray(value) ? value : [];
	} catch {
		return [];
	}
}

/** What is not an attachment is left out. */
function parseFiles(values: readonly unknown[]): readonly DraftAttachment[] {
	return values.flatMap((value): readonly DraftAttachment[] => {
		if (!isRecord(value)) return [];
		const { id, name, mimeType, size, thumbnail } = value;
		const isNamed = typeof id === "string" && typeof name === "string";
		if (!isNamed || typeof mimeType !== "string" || typeof size !== "number") return [];
		const preview = typeof thumbnail === "string" ? { thumbnail } : {};
		return [{ id, name, mimeType, size, ...preview, status: "uploading", received: 0 }];
	});
}
