import { ROLES, type Role } from "../../src/protocol/index.ts";
import type { Identity } from "../access/identity.ts";
import type { FailureStreak } from "../log/FailureStreak.ts";
import { withTimeout } from "../timing/timeouts.ts";

/** What `mayList` is given to decide on. */
export interface MayListRequest {
	/** The tenant of the directory. */
	readonly tenant: string;
	/** The person, as `authenticate` returned them. */
	readonly person: Identity;
	/** The workspaces in question, at most 100. */
	readonly workspaceIds: readonly string[];
}

/** For each workspace, in the same order: false or null, or the role that the person has there; true is their role in the directory. */
export type MayListAnswer = readonly (boolean | Role | null)[];

/**
 * Decides which workspaces a person sees in the list, and what they may do in each: the same as `authenticate` of the
 * workspaces would. Its answers are kept for a minute. While it throws, what it said before holds, and other workspaces
 * are not shown.
 *
 * @example
 * const owners: Record<string, string> = { "acme/web": "ada" };
 * const mayList: MayList = ({ person, workspaceIds }) => {
 * 	return workspaceIds.map((id) => (owners[id] === person.userId ? "owner" : "viewer"));
 * };
 */
export type MayList = (request: MayListRequest) => MayListAnswer | Promise<MayListAnswer>;

interface VisibilityDeps {
	readonly tenant: string;
	readonly mayList: MayList;
	/** How long an answer holds, in milliseconds. */
	readonly ttlMs: number;
	readonly timeoutMs: number;
	readonly failures: FailureStreak;
	/** Milliseconds. */
	now(): number;
}

interface Decision {
	readonly role: Role | null;
	readonly until: number;
}

/** How many workspaces one call of the host is about. */
const BATCH = 100;
/** Answers that are kept for one person, and for how many people: the oldest are dropped. */
const MAX_DECISIONS = 20_000;
const MAX_PEOPLE = 500;

/** Which workspaces people may see, by the host's `mayList`, which is asked as seldom as possible. */
export class Visibility {
	readonly #deps: VisibilityDeps;
	/** By person; the person who was asked about last is the last one. */
	readonly #decisions = new Map<string, Map<string, Decision>>();
	/** Questions on their way, by person and workspace: whoever asks the same meanwhile waits for them. */
	readonly #asking = new Map<string, Promise<unknown>>();

	constructor(deps: VisibilityDeps) {
		this.#deps = deps;
	}

	/** Their role in each of these workspaces that they may see. Never rejects. */
	async rolesIn(person: Identity, workspaceIds: readonly string[]): Promise<ReadonlyMap<string, Role>> {
		const decisions = this.#decisionsOf(person);
		const now = this.#deps.now();
		const unknown = workspaceIds.filter((id) => (decisions.get(id)?.until ?? 0) <= now);
		await this.#ask(person, unknown);
		return new Map(
			workspaceIds.flatMap((id) => {
				const role = decisions.get(id)?.role;
				return role ? [[id, role] as const] : [];
			}),
		);
	}

	/** Asks again for all that is known of a person, and returns for which workspaces the answer has changed. */
	async refresh(person: Identity): Promise<readonly string[]> {
		const decisions = this.#decisionsOf(person);
		const before = new Map(decisions);
		await this.#ask(person, [...before.keys()]);
		return [...before].flatMap(([id, { role }]) => (decisions.get(id)?.role === role ? [] : [id]));
	}

	/** A workspace is new or gone: what was said of it before does not count. */
	forget(workspaceId: string): void {
		for (const decisions of this.#decisions.values()) decisions.delete(workspaceId);
	}

	async #ask(person: Identity, workspaceIds: readonly string[]): Promise<void> {
		const key = (id: string) => JSON.stringify([person.userId, person.role, id]);
		const missing = workspaceIds.filter((id) => !this.#asking.has(key(id)));
		for (let start = 0; start < missing.length; start += BATCH) {
			const batch = missing.slice(start, start + BATCH);
			const asking = this.#askBatch(person, batch).finally(() => {
				for (const id of batch) this.#asking.delete(key(id));
			});
			for (const id of batch) this.#asking.set(key(id), asking);
		}
		await Promise.all(workspaceIds.map((id) => this.#asking.get(key(id))));
	}

	async #askBatch(person: Identity, workspaceIds: readonly string[]): Promise<void> {
		const { tenant, mayList, ttlMs, timeoutMs, failures, now } = this.#deps;
		const decisions = this.#decisionsOf(person);
		try {
			const call = Promise.resolve(mayList({ tenant, person, workspaceIds }));
			const answer = await withTimeout(call, { what: "mayList", ms: timeoutMs });
			if (!Array.isArray(answer) || answer.length !== workspaceIds.length)
				throw new TypeError("`mayList` must return one answer for each workspace.");
			const until = now() + ttlMs;
			for (const [index, id] of workspaceIds.entries()) {
				decisions.delete(id);
				decisions.set(id, { role: toRole(answer[index], person), until });
			}
			failures.recovered();
		} catch (error) {
			// What was decided before holds meanwhile; nobody sees what the host has never vouched for. It is asked again next time.
			for (const id of workspaceIds) decisions.set(id, { role: decisions.get(id)?.role ?? null, until: 0 });
			failures.failed(error);
		}
		for (const id of decisions.keys()) {
			if (decisions.size <= MAX_DECISIONS) break;
			decisions.delete(id);
		}
	}

	/** A person with two roles, by two tokens, is two. */
	#decisionsOf({ userId, role }: Identity): Map<string, Decision> {
		const key = JSON.stringify([userId, role]);
		const decisions = this.#decisions.get(key) ?? new Map<string, Decision>();
		this.#decisions.delete(key);
		this.#decisions.set(key, decisions);
		for (const oldest of this.#decisions.keys()) {
			if (this.#decisions.size <= MAX_PEOPLE) break;
			this.#decisions.delete(oldest);
		}
		return decisions;
	}
}

function toRole(answer: unknown, person: Identity): Role | null {
	if (answer === true) return person.role;
	return ROLES.find((role) => role === answer) ?? null;
}
