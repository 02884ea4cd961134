import { type ActionRequest, LIMITS, type PeoplePage } from "../../src/protocol/index.ts";
import { currentRole, type Grant } from "../../src/rules/members.ts";
import { personOpened } from "../../src/rules/people.ts";
import type { Identity } from "../access/identity.ts";
import { countPeople, deleteOldestPerson, readPeople, readPersonRole, writePerson } from "../database/peopleTable.ts";
import type { WorkspaceHost } from "../host/workspaceHost.ts";
import { createItemId } from "../items/itemDraft.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { Transaction } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";

interface PeopleDeps {
	readonly writer: Pick<Writer, "commit" | "read">;
	/** What was decided about somebody in the workspace. */
	grantOf(userId: string): Grant | undefined;
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
	#isStoring = false;
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
		if (this.#isStoring) return;
		this.#isStoring = true;
		this.#deps.keepAwake(this.#store());
	}

	/** Those who were here last first. */
	async list({ query = "", limit = DEFAULT_LISTED }: ActionRequest<"listPeople">): Promise<PeoplePage> {
		const { rows } = await this.#deps.writer.read("listPeople", (tx) => readPeople(tx, query, limit + 1));
		return { people: rows.slice(0, limit), hasMore: rows.length > limit };
	}

	/** Somebody has another role by now, which is stored. */
	recordRole(userId: string): void {
		this.#stored.delete(userId);
	}

	/** Whoever was erased is new when they come back. */
	forget(userId: string): void {
		this.#opened.delete(userId);
		this.#stored.delete(userId);
	}

	async #store(): Promise<void> {
		let people: readonly Identity[] = [];
		try {
			await this.#deps.writer.commit("people", async (transaction) => {
				// Whoever comes from here on is in the next commit.
				people = [...this.#opened.values()];
				this.#opened.clear();
				this.#isStoring = false;
				for (const person of people) await this.#storePerson(transaction, person);
			});
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
			{
				role,
				invitedBy: grant && grant.inviteId !== null ? grant.by : null,
				isAnybodyKnown: known > 0,
				wasAnybodyForgotten: isFull,
			},
		);
		if (said) put({ kind: "event", id: createItemId(), turnId: this.#deps.turnId(), createdAt: now, ...said });
		if (isFull) await deleteOldestPerson(tx);
		await writePerson(tx, { ...person, role: current }, now);
	}
}

/** What is stored of somebody. */
function describe({ name, avatarUrl, role }: Identity): string {
	return JSON.stringify([name, avatarUrl, role]);
}
