import type { RawAccess } from "rivetkit/db";
import { LIMITS, type ReadMark, type UnreadSummary } from "../../src/protocol/index.ts";
import type { PersonCount } from "../../src/protocol/workspaceReport.ts";
import { advanceReadMark, countUnread, summarizeUnread } from "../../src/rules/unread.ts";
import type { AttentionOutbox } from "../attention/AttentionOutbox.ts";
import {
	deleteOldestReadMarks,
	deleteReadMark,
	findReaders,
	findReadMark,
	isCounted,
	readCountedItems,
	readCountedTurns,
	readPromptsAt,
	writeReadMark,
} from "../database/readTable.ts";
import type { HostConnection } from "../host/workspaceHost.ts";
import type { Writer } from "../writer/Writer.ts";

interface ReadMarksDeps {
	readonly writer: Pick<Writer, "commit" | "read" | "lastOrder">;
	/** The lasting connections. */
	clients(): readonly HostConnection[];
	readonly attention: Pick<AttentionOutbox, "followRead">;
	/** Somebody has read on. */
	onMoved(): void;
}

/** A list says "99+". Some of what is read for it is somebody's own, which does not count for them. */
const MAX_REPORTED_UNREAD = 200;

/** Who has read up to where. */
interface Reader {
	readonly userId: string;
	/** Null for a single call. */
	readonly connectionId: string | null;
}

/** Marks that are stored with the same commit. */
interface Batch {
	/** By user id. */
	readonly places: Map<string, { readonly order: number; readonly connectionId: string | null }>;
	readonly stored: Promise<ReadonlyMap<string, ReadMark>>;
}

/**
 * How far each person has read. While an agent works, everybody who watches reads on: their marks share a commit, and what
 * moves no mark costs none.
 */
export class ReadMarks {
	readonly #deps: ReadMarksDeps;
	/** Those that are stored, of people who were here lately. */
	readonly #known = new Map<string, ReadMark>();
	/** The one whose commit has not begun. */
	#next: Batch | null = null;

	constructor(deps: ReadMarksDeps) {
		this.#deps = deps;
	}

	/** Reads the mark of a person; null when they were never here. */
	async find(tx: RawAccess, userId: string): Promise<ReadMark | null> {
		return this.#known.get(userId) ?? (await findReadMark(tx, userId));
	}

	/** Moves a person's mark, if that is forward. Resolves with the mark once it is stored. */
	async mark({ userId, connectionId }: Reader, order: number): Promise<ReadMark> {
		const known = this.#known.get(userId);
		if (known && this.#advance(known, order) === known) return known;
		const batch = this.#next ?? this.#open();
		const place = batch.places.get(userId);
		if (!place || place.order <= order) batch.places.set(userId, { order, connectionId });
		const mark = (await batch.stored).get(userId);
		return mark ?? this.mark({ userId, connectionId }, order);
	}

	/** What has happened since a person was last there. */
	async summarize(userId: string, since: ReadMark): Promise<UnreadSummary> {
		const limit = LIMITS.unreadItems;
		const { rows, unstored } = await this.#deps.writer.read("unread", async (tx) => ({
			after: await readCountedItems(tx, since.order, limit + 1),
			before: await readPromptsAt(tx, since.order),
		}));
		const newer = unstored.filter((item) => item.order > since.order && isCounted(item));
		const items = new Map([...rows.before, ...rows.after.slice(0, limit), ...newer].map((item) => [item.id, item]));
		return { ...summarizeUnread([...items.values()], since, userId), isPartial: rows.after.length > limit };
	}

	/**
	 * How much is unread by each of those who were here last, at most `LIMITS.listedCounts` people. It is counted among what is
	 * newest: {@link MAX_REPORTED_UNREAD}, a turn being one, of `LIMITS.unreadItems` items.
	 */
	async countUnread(): Promise<readonly PersonCount[]> {
		const { rows, unstored } = await this.#deps.writer.read("unread_counts", async (tx) => {
			const readers = await findReaders(tx, LIMITS.listedCounts);
			const after = Math.min(...readers.map(({ order }) => order));
			const items = readers.length > 0 ? await readCountedTurns(tx, after, MAX_REPORTED_UNREAD) : [];
			return { readers, items };
		});
		const items = [...new Map([...rows.items, ...unstored.filter(isCounted)].map((item) => [item.id, item])).values()];
		return rows.readers.map(({ userId, order }) => ({
			userId,
			count: countUnread(
				items.filter((item) => item.order > order),
				userId,
			),
		}));
	}

	/** Deletes what is known of a person. */
	forget(userId: string): Promise<void> {
		return this.#deps.writer.commit("forget_read_mark", async ({ tx, afterCommit }) => {
			await deleteReadMark(tx, userId);
			afterCommit(() => this.#known.delete(userId));
		});
	}

	#advance(mark: ReadMark | null, order: number): ReadMark {
		return advanceReadMark(mark, { order, newest: this.#deps.writer.lastOrder(), now: Date.now() });
	}

	#open(): Batch {
		const places: Batch["places"] = new Map();
		const close = () => {
			if (this.#next?.places === places) this.#next = null;
		};
		const stored = this.#deps.writer.commit("markRead", async (transaction) => {
			close();
			const { tx } = transaction;
			const marks = new Map<string, ReadMark>();
			for (const [userId, { order }] of places) {
				const before = await this.find(tx, userId);
				const mark = this.#advance(before, order);
				marks.set(userId, mark);
				if (mark === before) continue;
				await writeReadMark(tx, userId, mark);
				await this.#deps.attention.followRead(transaction, userId, mark);
			}
			const forgotten = await deleteOldestReadMarks(tx, LIMITS.people);
			transaction.afterCommit(() => this.#publish(marks, places));
			transaction.afterCommit(() => forgotten.forEach((userId) => void this.#known.delete(userId)));
			return marks;
		});
		stored.catch(close);
		this.#next = { places, stored };
		return this.#next;
	}

	#publish(marks: ReadonlyMap<string, ReadMark>, places: Batch["places"]): void {
		if (this.#known.size + marks.size > LIMITS.people) this.#known.clear();
		for (const [userId, mark] of marks) this.#known.set(userId, mark);
		this.#deps.onMoved();
		for (const client of this.#deps.clients()) {
			const mark = marks.get(client.userId);
			if (mark && places.get(client.userId)?.connectionId !== client.id) client.send("workspace.read", mark);
		}
	}
}
