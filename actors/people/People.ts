import { type ActionRequest, LIMITS, type Participant, type PeoplePage } from "../../src/protocol/index.ts";
import { currentRole, type Grant } from "../../src/rules/members.ts";
import { personOpened } from "../../src/rules/people.ts";
import type { Identity } from "../access/identity.ts";
import {
	countPeople,
	deleteOldestPeople,
	readPeople,
	readPersonRole,
	writeLastSeen,
	writePerson,
} from "../database/peopleTable.ts";
import type { WorkspaceHost } from "../host/workspaceHost.ts";
import { createItemId } from "../items/itemDraft.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { Transaction } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";

interface PeopleDeps {
	readonly writer: Pick<Writer, "commit" | "read">;
	/** What was decided about somebody in the workspace. */
	grantOf(userId: string): Grant | undefined;
	/** Those who have the workspace open. */
	participants(): readonly Participant[];
	/** The running turn; null when none runs. */
	turnId(): string | null;
	readonly keepAwake: WorkspaceHost["keepAwake"];
	readonly log: WorkspaceLog;
}

/** People in a response that was asked for without a `limit`. */
const DEFAULT_LISTED = 50;
/** Somebody who connects again and again, as over a bad network, is stored this often. */
const REPEAT_MS = 60_000;

/** Everybody who was ever here, and what the timeline says when somebody comes for the first time, or with another role. */
export class People {
	readonly #deps: PeopleDeps;
	/** Those who have opened the workspace since the last commit. */
	readonly #opened = new Map<string, Identity>();
	/** Those who have left since then. */
	readonly #left = new Set<string>();
	#isStoring = false;
	#isStopped = false;
	/** Who was stored in this process, as what, and when. */
	readonly #stored = new Map<string, { readonly as: string; readonly at: number }>();

	constructor(deps: PeopleDeps) {
		this.#deps = deps;
	}

	/**
	 * Somebody opens the workspace. Never fails: it is stored before what is read after this, together with others who open
	 * it meanwhile, as after a restart; a failure is logged.
	 */
	open(person: Identity): void {
		const stored = this.#stored.get(person.userId);
		if (stored?.as === describe(person) && Date.now() - stored.at < REPEAT_MS) return;
		this.#opened.set(person.userId, person);
		this.#schedule();
	}

	/** The last connection of these people has closed: until now they were here. */
	leave(userIds: readonly string[]): void {
		for (const userId of userIds) this.#left.add(userId);
		if (userIds.length > 0) this.#schedule();
	}

	/** Those who are here, and then those who were here last. */
	async list({ query = "", limit = DEFAULT_LISTED, offset = 0 }: ActionRequest<"listPeople">): Promise<PeoplePage> {
		const here = { present: this.#presentIds(), now: Date.now() };
		const page = { query, offset, limit: limit + 1 };
		const { rows } = await this.#deps.writer.read("listPeople", (tx) => readPeople(tx, page, here));
		return { people: rows.slice(0, limit), hasMore: rows.length > limit };
	}

	/** Somebody has another role by now, which is stored. */
	recordRole(userId: string): void {
		this.#stored.delete(userId);
	}

	/** Whoever was erased is new when they come back. */
	forget(userId: string): void {
		this.#opened.delete(userId);
		this.#left.delete(userId);
		this.#stored.delete(userId);
	}

	#presentIds(): readonly string[] {
		return this.#deps.participants().map(({ userId }) => userId);
	}

	/** From here on nothing more is stored. */
	stop(): void {
		this.#isStopped = true;
	}

	#schedule(): void {
		if (this.#isStoring || this.#isStopped) return;
		this.#isStoring = true;
		this.#deps.keepAwake(this.#store());
	}

	async #store(): Promise<void> {
		let people: readonly Identity[] = [];
		try {
			await this.#deps.writer.commit("people", async (transaction) => {
				// Whoever comes from here on is in the next commit.
				people = [...this.#opened.values()];
				const left = [...this.#left];
				this.#opened.clear();
				this.#left.clear();
				this.#isStoring = false;
				await writeLastSeen(transaction.tx, left, Date.now());
				for (const person of people) await this.#storePerson(transaction, person);
			});
			if (this.#stored.size + people.length > LIMITS.people) this.#stored.clear();
			for (const person of people) this.#stored.set(person.userId, { as: describe(person), at: Date.now() });
		} catch (error) {
			// They are stored with whoever opens the workspace next. Until then nothing but what is said of them is missing.
			for (const person of people) if (!this.#opened.has(person.userId)) this.#opened.set(person.userId, person);
			this.#isStoring = false;
			this.#deps.log("warn", "person_not_stored", { error });
		}
	}

	async #storePerson({ tx, put }: Transaction, person: Identity): Promise<void> {
		const now = Date.now();
		const grant = this.#deps.grantOf(person.userId);
		const current = currentRole(person.role, grant);
		// An owner has decided something about them since they came.
		if (current === null) return;
		const role = await readPersonRole(tx, person.userId);
		const known = role === undefined ? await countPeople(tx) : 1;
		const isFull = known >= LIMITS.people;
		const said = personOpened(
			{ ...person, role: current },
			{ role, grant, isAnybodyKnown: known > 0, wasAnybodyForgotten: isFull },
		);
		if (said) put({ kind: "event", id: createItemId(), turnId: this.#deps.turnId(), createdAt: now, ...said });
		if (isFull) await deleteOldestPeople(tx, known - LIMITS.people + 1, this.#presentIds());
		await writePerson(tx, { ...person, role: current }, now);
	}
}

/** What is stored of somebody. */
function describe({ name, avatarUrl, role }: Identity): string {
	return JSON.stringify([name, avatarUrl, role]);
}
