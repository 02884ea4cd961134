import { createHash } from "node:crypto";
import type { RawAccess } from "rivetkit/db";
import { type ContentPage, LIMITS, type StoredContent } from "../../src/protocol/index.ts";
import { decodedSize, pageOf, replaceBinary, storeContent } from "../../src/rules/binaryContent.ts";
import {
	deleteContentChunks,
	findContent,
	findIncompleteContents,
	findOldestContent,
	insertContent,
	insertContentChunk,
	markContentComplete,
	markContentIncomplete,
	readContentChunks,
	sumContents,
} from "../database/contentTable.ts";
import type { FailureStreak } from "../log/FailureStreak.ts";
import type { AgentSessionListener } from "../session/agentSession.ts";
import { SerialQueue } from "../timing/SerialQueue.ts";

/** 45 KiB in base64. A page begins with a chunk. */
const CHUNK_CHARACTERS = 60 * 1_024;
const CHUNKS_PER_PAGE = LIMITS.contentPageBytes / (45 * 1_024);
/** Rivet commits at most 1.3 MB at once. */
const CHUNKS_PER_COMMIT = 12;

/** What waits to be stored is in memory, in base64. More than an agent sends before it is written. */
const MAX_WAITING_CHARACTERS = 128 * 1_024 * 1_024;
/** Above it the oldest contents are deleted. */
const MAX_STORED_BYTES = 200 * 1_024 * 1_024;

interface AgentContentsDeps {
	readonly db: RawAccess;
	readonly failures: FailureStreak;
	/** Keeps the process awake until it settles. */
	keepAwake(task: Promise<unknown>): void;
}

/**
 * Keeps the pictures and other binary content that the agent sends: in the database, apart from their items, which hold
 * a reference. The same content is kept once, however often the agent repeats it.
 */
export class AgentContents {
	readonly #deps: AgentContentsDeps;
	readonly #queue = new SerialQueue();
	/** What is not stored yet, in base64, by its id. */
	readonly #waiting = new Map<string, string>();
	#waitingCharacters = 0;

	constructor(deps: AgentContentsDeps) {
		this.#deps = deps;
	}

	/** The listener with references in place of the content in what it receives. */
	withReferences(listener: AgentSessionListener): AgentSessionListener {
		return {
			onEvent: (event) => listener.onEvent(replaceBinary(event, event.sender === "client" ? describe : this.#keep)),
			onPermissionRequest: (asked) =>
				listener.onPermissionRequest({ ...asked, request: replaceBinary(asked.request, this.#keep) }),
			onQuestion: (question) => listener.onQuestion(question),
			onQuestionCompleted: (elicitationId) => listener.onQuestionCompleted(elicitationId),
			onPromptAnswered: () => listener.onPromptAnswered(),
			onUpdatesLost: (lost) => listener.onUpdatesLost(lost),
			onUnreadable: (message) => listener.onUnreadable(message),
			onClosed: (error) => listener.onClosed(error),
		};
	}

	/** A page of a content; null when it is not stored, or not any more. */
	async findPage(id: string, offset = 0): Promise<ContentPage | null> {
		const waiting = this.#waiting.get(id);
		if (waiting !== undefined) return pageOf(waiting, offset);
		const content = await findContent(this.#deps.db, id);
		if (!content?.isComplete) return null;
		const first = (offset / LIMITS.contentPageBytes) * CHUNKS_PER_PAGE;
		const chunks = await readContentChunks(this.#deps.db, id, first, CHUNKS_PER_PAGE);
		return { size: content.size, offset, data: chunks.join("") };
	}

	/** Deletes what an earlier process has not stored whole. Never rejects. */
	async deleteIncomplete(): Promise<void> {
		await this.#run(async () => {
			for (const id of await findIncompleteContents(this.#deps.db)) await this.#delete(id);
		});
	}

	/** Resolves when all that was kept is stored. */
	flush(): Promise<void> {
		return this.#queue.run(async () => undefined);
	}

	readonly #keep = (encoded: string): StoredContent =>
		storeContent(encoded, (base64) => {
			const id = createHash("sha256").update(base64).digest("hex").slice(0, 40);
			if (this.#waiting.has(id)) return id;
			if (this.#waitingCharacters + base64.length > MAX_WAITING_CHARACTERS) return null;
			this.#deps.keepAwake(this.#store(id, base64));
			return id;
		});

	async #store(id: string, base64: string): Promise<void> {
		this.#waiting.set(id, base64);
		this.#waitingCharacters += base64.length;
		await this.#run(() => this.#write(id, base64));
		this.#waiting.delete(id);
		this.#waitingCharacters -= base64.length;
	}

	/** In several commits. If the process ends between them, the next one deletes what is there. */
	async #write(id: string, base64: string): Promise<void> {
		const { db } = this.#deps;
		const found = await findContent(db, id);
		if (found && !found.isComplete) await this.#delete(id);
		if (!found?.isComplete) {
			await this.#commit((tx) => insertContent(tx, id, decodedSize(base64), Date.now()));
			const chunks = Math.ceil(base64.length / CHUNK_CHARACTERS);
			for (let first = 0; first < chunks; first += CHUNKS_PER_COMMIT) {
				await this.#commit(async (tx) => {
					for (let number = first; number < Math.min(first + CHUNKS_PER_COMMIT, chunks); number++) {
						const start = number * CHUNK_CHARACTERS;
						await insertContentChunk(tx, id, number, base64.slice(start, start + CHUNK_CHARACTERS));
					}
				});
			}
		}
		await this.#commit((tx) => markContentComplete(tx, id, Date.now()));
		await this.#deleteOldest();
	}

	async #deleteOldest(): Promise<void> {
		while ((await sumContents(this.#deps.db)) > MAX_STORED_BYTES) {
			const oldest = await findOldestContent(this.#deps.db);
			if (oldest === undefined) return;
			await this.#delete(oldest);
		}
	}

	async #delete(id: string): Promise<void> {
		await this.#commit((tx) => markContentIncomplete(tx, id));
		const deleteSome = () => this.#commit((tx) => deleteContentChunks(tx, id, CHUNKS_PER_COMMIT));
		while (!(await deleteSome()));
	}

	#commit<Result>(change: (tx: RawAccess) => Promise<Result>): Promise<Result> {
		return this.#deps.db.transaction(change, { name: "workspace.content" });
	}

	/** One task after another. A failure is logged: the content is then missing where it is shown. */
	async #run(task: () => Promise<void>): Promise<void> {
		const { failures } = this.#deps;
		await this.#queue.run(task).then(
			() => failures.recovered(),
			(error: unknown) => failures.failed(error),
		);
	}
}

/** For what a prompt sends to the agent: people see that as attachments, so it is not kept a second time. */
function describe(encoded: string): StoredContent {
	return storeContent(encoded, () => null);
}
