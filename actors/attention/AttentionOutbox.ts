import type { RawAccess } from "rivetkit/db";
import {
	isAtLeastRole,
	LIMITS,
	type NoteItem,
	type Participant,
	type Person,
	type PromptItem,
	type ReadMark,
	ROLES,
	type TimelineItem,
	type Wheel,
} from "../../src/protocol/index.ts";
import type { PersonCount } from "../../src/protocol/workspaceReport.ts";
import { toAuthor, toPerson } from "../../src/rules/access.ts";
import {
	type AttentionChange,
	attentionChangesOf,
	hasEnded,
	mentionChangesOf,
	promptersOf,
	redirectSuggestion,
	requestsFor,
	stuckPrompt,
	wheelRequestChanges,
} from "../../src/rules/attention.ts";
import { answeringRole } from "../../src/rules/claims.ts";
import type { AccessTable } from "../../src/rules/oversight.ts";
import { truncateText } from "../../src/rules/truncateText.ts";
import {
	type AttentionRow,
	countWaiting,
	deleteAttentionBefore,
	deleteAttentionOf,
	findNextDue,
	findRead,
	findSuggestion,
	findThreadMentions,
	findWaiting,
	findWaitingFor,
	insertAttention,
	markBegun,
	markDelivered,
	markFailed,
	settleAttention,
} from "../database/attentionTable.ts";
import { readItem } from "../database/itemTable.ts";
import { readPeopleWithRole, readPerson } from "../database/peopleTable.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { withTimeout } from "../timing/timeouts.ts";
import type { Transaction } from "../writer/transaction.ts";
import type { AttentionPerson, AttentionReport, AttentionTarget, OnAttention } from "./onAttention.ts";

/** When the host is told, in milliseconds. */
export interface AttentionLimits {
	/** What is settled within this time is not reported to `onAttention`, nor counted in a directory: somebody has seen it. */
	readonly attentionGraceMs: number;
	/** A permission or a question that nobody has settled for so long is reported to `onAttention` again. 0 for never. */
	readonly escalateAfterMs: number;
}

interface AttentionOutboxDeps {
	readonly db: RawAccess;
	readonly workspaceId: string;
	/** Undefined: nothing is reported to the host. */
	readonly onAttention: OnAttention | undefined;
	/** Whether a directory lists the workspace, which counts what waits for single people. */
	readonly isListed: boolean;
	readonly access: Pick<AccessTable, "answerApproval" | "answerQuestion" | "sendSuggestion">;
	readonly log: WorkspaceLog;
	readonly limits: AttentionLimits;
	/** The people who have the workspace open. */
	participants(): readonly Participant[];
	/** Whether somebody's access has ended, as far as the workspace knows. */
	isRemoved(userId: string): boolean;
	/** Who has the wheel; null while nobody has. */
	wheel(): Wheel | null;
	/** The prompts that wait for somebody to send them. */
	suggestions(): readonly PromptItem[];
	/** What waits for people may have changed. */
	onChanged(): void;
	/** The actor does not sleep until the promise settles. */
	keepAwake(work: Promise<void>): void;
}

const MAX_ATTEMPTS = 5;
const RETRY_BASE_MS = 1_000;
/** A host that takes longer is told again. */
const HOST_TIMEOUT_MS = 10_000;
const MAX_TEXT_CHARACTERS = 300;
/** A report names so many of those who may answer. */
const MAX_PEOPLE = 100;
/** The end of a turn or a note that nobody reads waits no longer. */
const MAX_UNREAD_MS = 30 * 86_400_000;

/**
 * Tells the host what waits for people, and that it no longer does; and counts it for the list of workspaces. What is to be told is stored with the change that
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
		if (!this.#isNeeded()) return;
		let hasChanged = false;
		for (const item of items) {
			const changes = await this.#changesOf(tx, item);
			for (const change of changes) await this.#store(tx, change, about(item));
			const settled = item.kind === "note" && item.resolved ? await findThreadMentions(tx, item.id) : [];
			for (const id of settled) await settleAttention(tx, id, Date.now());
			hasChanged ||= changes.length > 0 || settled.length > 0;
		}
		if (hasChanged) afterCommit(() => this.#deliverSoon());
	}

	/** The wheel changes: its holder is asked for it, and decides about suggestions in place of everybody else. */
	async followWheel({ tx, afterCommit }: Transaction, before: Wheel | null, after: Wheel | null): Promise<void> {
		if (!this.#isNeeded()) return;
		for (const { by, ...change } of wheelRequestChanges(before, after)) await this.#store(tx, change, requestOf(by));
		const isRedirected = before?.by.userId !== after?.by.userId;
		for (const prompt of isRedirected ? this.#deps.suggestions() : []) {
			const now = Date.now();
			for (const id of await findSuggestion(tx, prompt.id)) await settleAttention(tx, id, now);
			for (const change of redirectSuggestion(prompt, { now, wheel: after }))
				await this.#store(tx, change, about(prompt));
		}
		afterCommit(() => this.#deliverSoon());
	}

	/** A person has read on: the ends of their turns and the notes that they have seen wait no longer. */
	async followRead({ tx, afterCommit }: Transaction, userId: string, mark: ReadMark): Promise<void> {
		if (!this.#isNeeded()) return;
		const ids = await findRead(tx, userId, mark);
		for (const id of ids) await settleAttention(tx, id, Date.now());
		if (ids.length > 0) afterCommit(() => this.#deliverSoon());
	}

	/** Somebody's access ends: nothing waits for them any more. */
	async end({ tx, afterCommit }: Transaction, userId: string): Promise<void> {
		if (!this.#isNeeded()) return;
		const ids = await findWaitingFor(tx, userId);
		for (const id of ids) await settleAttention(tx, id, Date.now());
		if (ids.length > 0) afterCommit(() => this.#deliverSoon());
	}

	/** The session has failed: those whose prompts wait for it are told. */
	async reportStuck(queue: readonly PromptItem[]): Promise<void> {
		if (!this.#isNeeded() || queue.length === 0) return;
		await this.#change(async (tx) => {
			for (const prompt of queue)
				for (const change of stuckPrompt(prompt)) await this.#store(tx, change, about(prompt));
		});
	}

	/** The session is there again. */
	async settleStuck(): Promise<void> {
		if (!this.#isNeeded()) return;
		await this.#change(async (tx) => {
			for (const { id } of await findWaiting(tx, ["prompt_stuck"])) await settleAttention(tx, id, Date.now());
		});
	}

	/** Goes on with what an earlier process has left. Never rejects. */
	async start(): Promise<void> {
		if (!this.#isNeeded()) return;
		await this.#change(async (tx) => {
			await deleteAttentionBefore(tx, Date.now() - MAX_UNREAD_MS);
			// Those that waited when the process ended were closed without a transaction of theirs, and what has changed while
			// nothing was reported was not followed.
			const context = { now: Date.now(), wheel: this.#deps.wheel() };
			const requests = requestsFor(context.wheel);
			for (const { id, itemId } of await findWaiting(tx, ["approval", "question", "suggestion", "wheel_request"])) {
				const item = itemId === null ? undefined : await readItem(tx, itemId);
				const changes = item ? attentionChangesOf(item, context) : requests.filter((request) => request.id === id);
				if (changes.every(({ isSettled }) => isSettled)) await settleAttention(tx, id, context.now);
			}
		});
	}

	stop(): void {
		this.#isStopped = true;
		clearTimeout(this.#timer);
	}

	/** What waits for single people, at most `LIMITS.listedCounts` of them: what the host is told, or would be. */
	countWaiting(): Promise<readonly PersonCount[]> {
		return countWaiting(this.#deps.db, Date.now(), LIMITS.listedCounts);
	}

	/** Deletes what waits for a person, and what they ask others for. */
	async forget(userId: string): Promise<void> {
		await deleteAttentionOf(this.#deps.db, userId);
	}

	#isNeeded(): boolean {
		return this.#deps.onAttention !== undefined || this.#deps.isListed;
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

	async #changesOf(tx: RawAccess, item: TimelineItem): Promise<readonly AttentionChange[]> {
		if (item.kind === "note") return changesOfNote(tx, item);
		const changes = attentionChangesOf(item, { now: Date.now(), wheel: this.#deps.wheel() });
		if (item.kind !== "prompt") return changes;
		const found = await readItem(tx, item.id);
		const before = found?.kind === "prompt" ? found : null;
		// Such as one of somebody who was erased: that its turn has ended was told when it did.
		const isKnown = before !== null && hasEnded(before);
		return [...mentionChangesOf(item, before), ...(isKnown ? [] : changes)];
	}

	async #store(tx: RawAccess, change: AttentionChange, subject: Subject): Promise<void> {
		const { attentionGraceMs, escalateAfterMs } = this.#deps.limits;
		const now = Date.now();
		const escalation = { ...change, id: escalationOf(change.id) };
		if (change.isSettled) {
			// A suggestion waits under another id since the wheel has changed.
			const redirected = change.kind === "suggestion" && subject.itemId ? await findSuggestion(tx, subject.itemId) : [];
			for (const id of [change.id, escalation.id, ...redirected]) await settleAttention(tx, id, now);
			return;
		}
		if (change.userId !== null && this.#deps.isRemoved(change.userId)) return;
		// What waits for everybody with a role is in memory.
		if (!this.#deps.onAttention && change.userId === null) return;
		await insertAttention(tx, change, subject, now + attentionGraceMs);
		if (escalateAfterMs > 0 && ESCALATED.has(change.kind))
			await insertAttention(tx, escalation, subject, now + escalateAfterMs);
	}

	#deliverSoon(): void {
		if (this.#isStopped) return;
		this.#deps.onChanged();
		this.#deps.keepAwake(this.#deliver());
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
		if (!onAttention) return markDelivered(db, row);
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

	async #describe(row: AttentionRow): Promise<AttentionReport> {
		const { id, kind, itemId, userId, byId, since, state, failures } = row;
		const { db, workspaceId } = this.#deps;
		const item = itemId === null ? undefined : await readItem(db, itemId);
		const by = byId === null ? null : await this.#personOf(byId, null);
		const role = item && userId === null ? this.#roleFor(item) : null;
		const claimedBy = item && "claim" in item ? item.claim?.by : undefined;
		const settledBy = item && state === "settled" && DECIDED.has(kind) ? answererOf(item) : null;
		return {
			id,
			state,
			kind,
			isEscalation: isEscalation(id),
			workspaceId,
			itemId,
			since,
			text: truncateText(item ? textOf(item) : (by?.name ?? ""), MAX_TEXT_CHARACTERS),
			role,
			people: userId === null ? await this.#peopleWith(role, item) : [await this.#personOf(userId, item ?? null)],
			...(by && { by: toPerson(by) }),
			...(kind === "mention" && item && (await this.#describeMention(item))),
			...(claimedBy && { claimedBy }),
			...(settledBy && { settledBy }),
			attempt: failures + 1,
		};
	}

	#roleFor(item: TimelineItem): AttentionReport["role"] {
		const { access } = this.#deps;
		if (item.kind === "approval" || item.kind === "question") return answeringRole(item, access);
		return item.kind === "prompt" ? (item.suggestion?.needs ?? access.sendSuggestion) : null;
	}

	async #describeMention(item: TimelineItem): Promise<Pick<AttentionReport, "by" | "about">> {
		if (item.kind !== "note" && item.kind !== "prompt") return {};
		const about = item.kind === "note" && item.about;
		const target = about ? await readItem(this.#deps.db, about.itemId) : null;
		return { by: toPerson(item.by), ...(target && { about: describeTarget(target) }) };
	}

	/** Those who are here, then those who were, the last one first. */
	async #peopleWith(
		role: AttentionReport["role"],
		item: TimelineItem | undefined,
	): Promise<readonly AttentionPerson[]> {
		if (role === null) return [];
		const { db, participants, isRemoved } = this.#deps;
		const here = participants().filter((participant) => isAtLeastRole(participant.role, role));
		const roles = ROLES.filter((one) => isAtLeastRole(one, role));
		const known = await readPeopleWithRole(db, roles, MAX_PEOPLE);
		const hereIds = new Set(participants().map(({ userId }) => userId));
		const away = known.filter(({ userId }) => !hereIds.has(userId) && !isRemoved(userId));
		const people = [
			...here.map((person) => ({ ...toAuthor(person), isConnected: true })),
			...away.map(({ role: _role, lastSeenAt: _at, ...person }) => ({ ...person, isConnected: false })),
		];
		// Whoever suggests something may decide about it, and does not wait for it.
		const authorId = item?.kind === "prompt" ? item.by.userId : null;
		return people.filter(({ userId }) => userId !== authorId).slice(0, MAX_PEOPLE);
	}

	/** As they call themselves, rather than as an item calls them; it may no longer name them. */
	async #personOf(userId: string, item: TimelineItem | null): Promise<AttentionPerson> {
		const isThem = (person: Pick<Person, "userId">) => person.userId === userId;
		const participant = this.#deps.participants().find(isThem);
		const known = await readPerson(this.#deps.db, userId);
		const person = { name: "", ...peopleIn(item).find(isThem), ...participant, ...known, userId };
		return { ...toAuthor(person), isConnected: participant !== undefined };
	}
}

/** What a row is about. */
type Subject = Pick<AttentionRow, "itemId" | "byId">;

const about = ({ id }: TimelineItem): Subject => ({ itemId: id, byId: null });
const requestOf = ({ userId }: Person): Subject => ({ itemId: null, byId: userId });

function peopleIn(item: TimelineItem | null): readonly Person[] {
	if (item?.kind === "prompt") return [...promptersOf(item), ...(item.mentions ?? [])];
	return item?.kind === "note" ? item.mentions : [];
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

/** What the agent waits for. */
const ESCALATED: ReadonlySet<AttentionChange["kind"]> = new Set(["approval", "question"]);
/** What is settled by somebody's decision. */
const DECIDED: ReadonlySet<AttentionChange["kind"]> = new Set(["approval", "question", "suggestion"]);

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
