import { randomUUID } from "node:crypto";
import type { RawAccess } from "rivetkit/db";
import type { TimelineItem, Turn } from "../../src/protocol/index.ts";
import { ERASED_NAME, type ErasedPerson, erasePersonFrom } from "../../src/rules/erasePerson.ts";
import type { KnownRoles } from "../../src/rules/KnownRoles.ts";
import type { SessionStore } from "../agent/SessionStore.ts";
import type { SettingsChanger } from "../agent/SettingsChanger.ts";
import type { PromptAuthors } from "../attachments/PromptAuthors.ts";
import { dropAttachment } from "../attachments/Uploads.ts";
import type { AttentionOutbox } from "../attention/AttentionOutbox.ts";
import type { AuditLog } from "../audit/AuditLog.ts";
import { createItemRow, readItem } from "../database/itemTable.ts";
import { erasePersonFromMembers } from "../database/memberTables.ts";
import { writeMeta } from "../database/metaTable.ts";
import { deletePerson } from "../database/peopleTable.ts";
import { closeConnectionsOf, type WorkspaceHost } from "../host/workspaceHost.ts";
import type { Members } from "../people/Members.ts";
import type { People } from "../people/People.ts";
import type { ReadMarks } from "../reads/ReadMarks.ts";
import type { DirectoryReporter } from "../reporting/DirectoryReporter.ts";
import type { PromptReview } from "../turn/PromptReview.ts";
import type { SteeringWheel } from "../turn/SteeringWheel.ts";
import type { Writer } from "../writer/Writer.ts";

interface PersonErasureDeps {
	readonly audit: Pick<AuditLog, "erasePerson">;
	readonly host: Pick<WorkspaceHost, "db" | "clients" | "log">;
	readonly writer: Pick<Writer, "flush" | "commit">;
	readonly settingsChanger: Pick<SettingsChanger, "idle">;
	readonly sessionStore: Pick<SessionStore, "get" | "update">;
	readonly currentTurn: {
		get(): Turn | null;
		replace(turn: Turn): void;
	};
	readonly knownRoles: Pick<KnownRoles, "revoke">;
	readonly promptReview: Pick<PromptReview, "isSuspended" | "check">;
	readonly wheel: Pick<SteeringWheel, "review">;
	readonly promptAuthors: Pick<PromptAuthors, "forget">;
	readonly readMarks: Pick<ReadMarks, "forget">;
	readonly attention: Pick<AttentionOutbox, "forget">;
	readonly reporter: Pick<DirectoryReporter, "forgetPerson">;
	readonly people: Pick<People, "forget">;
	readonly members: Pick<Members, "forget">;
}

/** What was erased of a person. */
export interface ErasedPersonCounts {
	/** The id that stands for them from now on. */
	readonly pseudonym: string;
	/** How many items mentioned them. */
	readonly items: number;
	/** How many files of theirs lost their content. */
	readonly attachments: number;
}

/** Removes what a workspace knows of one person, beside what they wrote. */
export class PersonErasure {
	readonly #deps: PersonErasureDeps;

	constructor(deps: PersonErasureDeps) {
		this.#deps = deps;
	}

	/** Open pages see it at once. Can be repeated: after a failure the rest is erased. */
	async erase(userId: string, { attachments }: Pick<ErasedPerson, "attachments">): Promise<ErasedPersonCounts> {
		const { host, knownRoles, promptReview, settingsChanger } = this.#deps;
		const person: ErasedPerson = { userId, pseudonym: `deleted-${randomUUID()}`, attachments };
		// Their access was ended before, and nobody comes back under the new id: what they have queued must not run for that.
		if (promptReview.isSuspended(userId)) knownRoles.revoke(person.pseudonym);
		// Their page would bring the name back as long as it is connected.
		knownRoles.revoke(userId);
		await closeConnectionsOf(host, userId, "revoked");
		// Before they have another name: nobody can take the wheel from somebody who is unknown.
		await this.#deps.writer.commit("erase_person", (transaction) => this.#deps.wheel.review(transaction));
		// What they have asked the agent for is stored under their name once it has answered.
		await settingsChanger.idle();
		const items = await this.#eraseEverywhere(person);
		const files = await this.#eraseFiles(person);
		await this.#eraseRequests(userId);
		await this.#deps.readMarks.forget(userId);
		await this.#deps.attention.forget(userId);
		await this.#eraseActs(person);
		promptReview.check();
		this.#deps.promptAuthors.forget(userId);
		this.#deps.people.forget(userId);
		this.#deps.members.forget(userId);
		// Last: it reports what is left.
		await this.#deps.reporter.forgetPerson(userId);
		host.log("info", "person_erased", { items, attachments: files });
		return { pseudonym: person.pseudonym, items, attachments: files };
	}

	/** What is in memory comes first: the end of a turn writes who has stopped it into its prompt. */
	async #eraseEverywhere(person: ErasedPerson): Promise<number> {
		let items = 0;
		for (let pass = 0; pass < MAX_PASSES; pass++) {
			await this.#deps.writer.flush();
			await this.#eraseState(person);
			const found = await this.#eraseItems(person);
			if (found === 0) break;
			items += found;
		}
		return items;
	}

	async #eraseItems(person: ErasedPerson): Promise<number> {
		const { host, writer } = this.#deps;
		let count = 0;
		let after = 0;
		for (;;) {
			const window = await findMentions(host.db, person.userId, after);
			if (!window) return count;
			after = window.last;
			let rest = window.ids;
			while (rest.length > 0) {
				const ids = rest;
				const taken = await writer.commit("erase_person", async ({ tx, put }) => {
					const batch = await readBatch(tx, ids);
					for (const item of batch) put(erasePersonFrom(item, person));
					return batch.length;
				});
				count += taken;
				rest = rest.slice(Math.max(1, taken));
			}
		}
	}

	/**
	 * Who has started work in the background, and who has stopped it or the turn, is in memory, and would be stored again;
	 * the rest is in `meta`. Both in one commit: none of a stop, and no flush, runs between them and brings it back.
	 */
	#eraseState(person: ErasedPerson): Promise<void> {
		const { writer, sessionStore, currentTurn } = this.#deps;
		return writer.commit("erase_person", async ({ tx, broadcast }) => {
			sessionStore.update(erasePersonFrom(sessionStore.get(), person));
			const turn = currentTurn.get();
			const erased = erasePersonFrom(turn, person);
			if (erased && erased !== turn) {
				currentTurn.replace(erased);
				broadcast({ kind: "turn", turn: erased });
			}
			await eraseMeta(tx, person);
			await deletePerson(tx, person.userId);
			await erasePersonFromMembers(tx, person, Date.now());
		});
	}

	async #eraseFiles({ userId, pseudonym, attachments }: ErasedPerson): Promise<number> {
		const { db } = this.#deps.host;
		const files = await db.execute<{ id: string }>("SELECT id FROM attachments WHERE user_id = ?", userId);
		if (attachments) {
			for (const { id } of files) {
				await dropAttachment(db, id, Number.MAX_SAFE_INTEGER);
				// Its path in the sandbox has its name.
				await db.execute(
					"UPDATE attachments SET name = 'deleted file', thumbnail = NULL, path = NULL WHERE id = ?",
					id,
				);
			}
		}
		await db.execute("UPDATE attachments SET user_id = ? WHERE user_id = ?", pseudonym, userId);
		return attachments ? files.length : 0;
	}

	/** What they did stays in the audit log, whose entries stay as they are. */
	async #eraseActs({ userId, pseudonym }: ErasedPerson): Promise<void> {
		const { writer, audit } = this.#deps;
		await writer.commit("erase_person", async (transaction) => {
			const acts = await audit.erasePerson(transaction.tx, userId, pseudonym, ERASED_NAME);
			for (const act of acts) transaction.audit(act);
		});
	}

	/** A repeat of one of their requests would be a new request. Their access has ended by then. */
	async #eraseRequests(userId: string): Promise<void> {
		const { db } = this.#deps.host;
		for (;;) {
			const rows = await db.execute(
				`DELETE FROM requests WHERE (user_id, action, client_id) IN
					(SELECT user_id, action, client_id FROM requests WHERE user_id = ? LIMIT ?) RETURNING action`,
				userId,
				REQUESTS_PER_COMMIT,
			);
			if (rows.length < REQUESTS_PER_COMMIT) return;
		}
	}
}

/**
 * A prompt of theirs that is still to be erased can stop the turn meanwhile, so that another item names them: a pass that
 * finds nothing is the last. Somebody whose access has not ended would bring more each time.
 */
const MAX_PASSES = 4;
/** Rivet commits at most 1.3 MB at once. */
const REQUESTS_PER_COMMIT = 200;
const MAX_BATCH_BYTES = 700_000;
/** How many rows are searched at once: other requests can run in between. */
const ROWS_PER_WINDOW = 500;

/** How a person is written in stored JSON. */
const mentionOf = (userId: string) => `"userId":${JSON.stringify(userId)}`;

async function eraseMeta(tx: RawAccess, person: ErasedPerson): Promise<void> {
	const rows = await tx.execute<{ key: string; value: string }>(
		"SELECT key, value FROM meta WHERE instr(value, ?) > 0",
		mentionOf(person.userId),
	);
	for (const { key, value } of rows) await writeMeta(tx, key, erasePersonFrom(JSON.parse(value), person));
}

/** The items of the next rows that mention a person; null when there are no more rows. */
async function findMentions(
	db: RawAccess,
	userId: string,
	after: number,
): Promise<{ readonly ids: readonly string[]; readonly last: number } | null> {
	const [end] = await db.execute<{ last: number | null }>(
		"SELECT max(number) AS last FROM (SELECT rowid AS number FROM items WHERE rowid > ? ORDER BY rowid LIMIT ?)",
		...[after, ROWS_PER_WINDOW],
	);
	if (typeof end?.last !== "number") return null;
	const rows = await db.execute<{ id: string }>(
		"SELECT id FROM items WHERE rowid > ? AND rowid <= ? AND instr(body, ?) > 0 ORDER BY rowid",
		...[after, end.last, mentionOf(userId)],
	);
	return { ids: rows.map(({ id }) => id), last: end.last };
}

/** The first of these items that fit into one commit. */
async function readBatch(tx: RawAccess, ids: readonly string[]): Promise<readonly TimelineItem[]> {
	const batch: TimelineItem[] = [];
	let bytes = 0;
	for (const id of ids) {
		const item = await readItem(tx, id);
		if (!item) continue;
		bytes += createItemRow(item).bytes;
		if (bytes > MAX_BATCH_BYTES && batch.length > 0) break;
		batch.push(item);
	}
	return batch;
}
