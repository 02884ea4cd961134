import type { RawAccess } from "rivetkit/db";
import {
	isAtLeastRole,
	type NoteItem,
	type Participant,
	type Person,
	type PromptItem,
	type ReadMark,
	type TimelineItem,
} from "../../src/protocol/index.ts";
import { type AttentionChange, attentionChangesOf, mentionChangesOf, stuckPrompt } from "../../src/rules/attention.ts";
import type { AccessTable } from "../../src/rules/oversight.ts";
import { truncateText } from "../../src/rules/truncateText.ts";
import {
	type AttentionRow,
	deleteAttentionBefore,
	deleteAttentionOf,
	findNextDue,
	findRead,
	findThreadMentions,
	findWaiting,
	insertAttention,
	markBegun,
	markDelivered,
	markFailed,
	settleAttention,
} from "../database/attentionTable.ts";
import { readItem } from "../database/itemTable.ts";
import { readPerson } from "../database/peopleTable.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { withTimeout } from "../timing/timeouts.ts";
import type { Transaction } from "../writer/transaction.ts";
import type { AttentionPerson, AttentionReport, AttentionTarget, OnAttention } from "./onAttention.ts";

/** When the host is told, in milliseconds. */
export interface AttentionLimits {
	/** What is settled within this time is not reported to `onAttention`: somebody has seen it. */
	readonly attentionGraceMs: number;
	/** A permission or a question that nobody has settled for so long is reported to `onAttention` again. 0 for never. */
	readonly escalateAfterMs: number;
}

interface AttentionOutboxDeps {
	readonly db: RawAccess;
	readonly workspaceId: string;
	/** Undefined: nothing is reported, and nothing stored for it. */
	readonly onAttention: OnAttention | undefined;
	readonly access: Pick<AccessTable, "answerApproval" | "answerQuestion" | "sendSuggestion">;
	readonly log: WorkspaceLog;
	readonly limits: AttentionLimits;
	/** The people who have the workspace open. */
	participants(): readonly Participant[];
	/** The actor does not sleep until the promise settles. */
	keepAwake(work: Promise<void>): void;
}

const MAX_ATTEMPTS = 5;
const RETRY_BASE_MS = 1_000;
/** A host that takes longer is told again. */
const HOST_TIMEOUT_MS = 10_000;
const MAX_TEXT_CHARACTERS = 300;
/** The end of a turn or a note that nobody reads waits no longer. */
const MAX_UNREAD_MS = 30 * 86_400_000;

/**
 * Tells the host what waits for people, and that it no longer does. What is to be told is stored with the change that
 * causes it, so that it is told after a crash, too: at least once, and always under the same id.
 */
export class AttentionOutbox {
	readonly #deps: AttentionOutboxDeps;
	#timer: NodeJS.Timeout | undefined;
	#isDelivering = false;
	#isStopped = false;

	constructor(deps: AttentionOutboxDeps) {
		this.#deps = deps;
	}

	/** Stores what a transaction changes for people, with that transaction and before its items. */
	async follow({ tx, afterCommit }: Transaction, items: readonly TimelineItem[]): Promise<void> {
		if (!this.#deps.onAttention) return;
		let hasChanged = false;
		for (const item of items) {
			const changes = item.kind === "note" ? await changesOfNote(tx, item) : attentionChangesOf(item, Date.now());
			for (const change of changes) await this.#store(tx, change, item.id);
			const settled = item.kind === "note" && item.resolved ? await findThreadMentions(tx, item.id) : [];
			for (const id of settled) await settleAttention(tx, id, Date.now());
			hasChanged ||= changes.length > 0 || settled.length > 0;
		}
		if (hasChanged) afterCommit(() => this.#deliverSoon());
	}

	/** A person has read on: the ends of their turns and the notes that they have seen wait no longer. */
	async followRead({ tx, afterCommit }: Transaction, userId: string, mark: ReadMark): Promise<void> {
		if (!this.#deps.onAttention) return;
		const ids = await findRead(tx, userId, mark);
		for (const id of ids) await settleAttention(tx, id, Date.now());
		if (ids.length > 0) afterCommit(() => this.#deliverSoon());
	}

	/** The session has failed: those who have prompted wait for it. */
	async reportStuck(queue: readonly PromptItem[]): Promise<void> {
		if (!this.#deps.onAttention || queue.length === 0) return;
		await this.#change(async (tx) => {
			for (const prompt of queue) await this.#store(tx, stuckPrompt(prompt), prompt.id);
		});
	}

	/** The session is there again. */
	async settleStuck(): Promise<void> {
		if (!this.#deps.onAttention) return;
		await this.#change(async (tx) => {
			for (const { id } of await findWaiting(tx, ["prompt_stuck"])) await settleAttention(tx, id, Date.now());
		});
	}

	/** Goes on with what an earlier process has left. Never rejects. */
	async start(): Promise<void> {
		if (!this.#deps.onAttention) return;
		await this.#change(async (tx) => {
			await deleteAttentionBefore(tx, Date.now() - MAX_UNREAD_MS);
			// Those that waited when the process ended were closed without a transaction of theirs.
			for (const { id, itemId } of await findWaiting(tx, ["approval", "question"])) {
				const item = await readItem(tx, itemId);
				const isWaiting = item && attentionChangesOf(item, Date.now()).some(({ isSettled }) => !isSettled);
				if (!isWaiting) await settleAttention(tx, id, Date.now());
			}
		});
	}

	stop(): void {
		this.#isStopped = true;
		clearTimeout(this.#timer);
	}

	/** Deletes what waits for a person. */
	async forget(userId: string): Promise<void> {
		await deleteAttentionOf(this.#deps.db, userId);
	}

	async #change(work: (tx: RawAccess) => Promise<void>): Promise<void> {
		const { db, log } = this.#deps;
		try {
			await db.transaction(work, { name: "workspace.attention" });
			this.#deliverSoon();
		} catch (error) {
			log("error", "attention_not_stored", { error });
		}
	}

	async #store(tx: RawAccess, change: AttentionChange, itemId: string): Promise<void> {
		const { attentionGraceMs, escalateAfterMs } = this.#deps.limits;
		const now = Date.now();
		const escalation = { ...change, id: escalationOf(change.id) };
		if (change.isSettled) {
			await settleAttention(tx, change.id, now);
			await settleAttention(tx, escalation.id, now);
			return;
		}
		await insertAttention(tx, change, itemId, now + attentionGraceMs);
		if (escalateAfterMs > 0 && change.userId === null)
			await insertAttention(tx, escalation, itemId, now + escalateAfterMs);
	}

	#deliverSoon(): void {
		if (!this.#isStopped) this.#deps.keepAwake(this.#deliver());
	}

	/** Tells the host all that is due, one after another. Never rejects. */
	async #deliver(): Promise<void> {
		if (this.#isDelivering) return;
		this.#isDelivering = true;
		clearTimeout(this.#timer);
		try {
			const waitMs = await this.#deliverDue();
			if (waitMs !== null && !this.#isStopped) this.#timer = setTimeout(() => this.#deliverSoon(), waitMs);
		} catch (error) {
			this.#deps.log("error", "attention_not_stored", { error });
			if (!this.#isStopped) this.#timer = setTimeout(() => this.#deliverSoon(), RETRY_BASE_MS);
		} finally {
			this.#isDelivering = false;
		}
	}

	/** Returns when the next one is due, in milliseconds from now; null if there is none. */
	async #deliverDue(): Promise<number | null> {
		for (;;) {
			const row = await findNextDue(this.#deps.db);
			if (!row || this.#isStopped) return null;
			const waitMs = row.dueAt - Date.now();
			if (waitMs > 0) return waitMs;
			await this.#tell(row);
		}
	}

	async #tell(row: AttentionRow): Promise<void> {
		const { db, onAttention, log } = this.#deps;
		const report = await this.#describe(row);
		// Stored first: what is settled from here on is told as settled, also if this process ends before the host answers.
		if (!(await markBegun(db, row))) return;
		try {
			const told = Promise.resolve(report).then(onAttention);
			await withTimeout(told, { what: "onAttention", ms: HOST_TIMEOUT_MS });
		} catch (error) {
			const { id, kind, state } = row;
			const { attempt } = report;
			log("warn", "attention_failed", { id, kind, state, attempt, error });
			if (attempt < MAX_ATTEMPTS) return markFailed(db, row, Date.now() + RETRY_BASE_MS * 2 ** (attempt - 1));
			log("error", "attention_given_up", { id, kind, state, attempts: attempt });
		}
		await markDelivered(db, row);
	}

	async #describe({ id, kind, itemId, userId, since, state, failures }: AttentionRow): Promise<AttentionReport> {
		const { db, workspaceId } = this.#deps;
		const item = await readItem(db, itemId);
		const role = item && userId === null ? this.#roleFor(item) : null;
		const claimedBy = item && "claim" in item ? item.claim?.by : undefined;
		const settledBy = item && state === "settled" && userId === null ? answererOf(item) : null;
		return {
			id,
			state,
			kind,
			isEscalation: isEscalation(id),
			workspaceId,
			itemId,
			since,
			text: item ? truncateText(textOf(item), MAX_TEXT_CHARACTERS) : "",
			role,
			people: await this.#peopleFor(role, item, userId),
			...(kind === "mention" && item?.kind === "note" && (await this.#describeNote(item))),
			...(claimedBy && { claimedBy }),
			...(settledBy && { settledBy }),
			attempt: failures + 1,
		};
	}

	#roleFor(item: TimelineItem): AttentionReport["role"] {
		const { access } = this.#deps;
		if (item.kind === "approval") return item.requirements?.role ?? access.answerApproval;
		if (item.kind === "prompt") return item.suggestion?.needs ?? access.sendSuggestion;
		return item.kind === "question" ? access.answerQuestion : null;
	}

	async #describeNote({ by, about }: NoteItem): Promise<Pick<AttentionReport, "by" | "about">> {
		const target = about && (await readItem(this.#deps.db, about.itemId));
		return { by: { userId: by.userId, name: by.name }, ...(target && { about: describeTarget(target) }) };
	}

	async #peopleFor(
		role: AttentionReport["role"],
		item: TimelineItem | undefined,
		userId: string | null,
	): Promise<readonly AttentionPerson[]> {
		const participants = this.#deps.participants();
		if (role !== null)
			return participants
				.filter((participant) => isAtLeastRole(participant.role, role))
				.map(({ role: _role, ...person }) => ({ ...person, isConnected: true }));
		const isConnected = participants.some((participant) => participant.userId === userId);
		if (item?.kind === "prompt") return [{ ...item.by, isConnected }];
		if (item?.kind !== "note" || userId === null) return [];
		// As they call themselves, rather than as a note calls them; it may no longer name them.
		const named = await readPerson(this.#deps.db, userId);
		const { name } = named ?? item.mentions.find((mention) => mention.userId === userId) ?? { name: "" };
		return [{ userId, name, ...(named?.avatarUrl !== undefined && { avatarUrl: named.avatarUrl }), isConnected }];
	}
}

/** In a thread that is settled nobody waits for a reader. */
async function changesOfNote(tx: RawAccess, note: NoteItem): Promise<readonly AttentionChange[]> {
	const before = await readItem(tx, note.id);
	const changes = mentionChangesOf(note, before?.kind === "note" ? before : null);
	if (changes.length === 0 || note.threadId === null) return changes;
	const thread = await readItem(tx, note.threadId);
	return thread?.kind === "note" && thread.resolved ? changes.filter(({ isSettled }) => isSettled) : changes;
}

function describeTarget(item: TimelineItem): AttentionTarget {
	return { itemId: item.id, kind: item.kind, text: truncateText(textOf(item), MAX_TEXT_CHARACTERS) };
}

const ESCALATION = "escalation:";
const escalationOf = (id: string) => `${ESCALATION}${id}`;
const isEscalation = (id: string) => id.startsWith(ESCALATION);

function textOf(item: TimelineItem): string {
	if (item.kind === "approval") return item.toolCall.title;
	if (item.kind === "question") return item.message;
	if (item.kind === "tool_call") return item.title;
	return item.kind === "prompt" || item.kind === "note" || item.kind === "message" ? item.text : "";
}

function answererOf(item: TimelineItem): Person | null {
	if (item.kind === "prompt") return item.sentBy ?? item.withdrawal?.person ?? null;
	if (item.kind !== "approval" && item.kind !== "question") return null;
	return "by" in item.state ? (item.state.by ?? null) : null;
}
