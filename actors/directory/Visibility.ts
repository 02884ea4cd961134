import { ROLES, type Role } from "../../src/protocol/index.ts";
import type { HostAnswer } from "../../src/rules/directory.ts";
import type { AuthenticatedPerson } from "../access/identity.ts";
import type { FailureStreak } from "../log/FailureStreak.ts";
import { withTimeout } from "../timing/timeouts.ts";

/** What `mayList` is given to decide on. */
export interface MayListRequest {
	/** The tenant of the directory. */
	readonly tenant: string;
	/** The person, as `authenticate` returned them. */
	readonly person: AuthenticatedPerson;
	/** The workspaces in question, at most 100. */
	readonly workspaceIds: readonly string[];
}

/**
 * For each workspace, in the same order: the role that the person has there; true for their role in the directory; null when
 * they have none by the host, and see it only if an owner or an invite has given them one; false when they do not see it in
 * any case.
 */
export type MayListAnswer = readonly (boolean | Role | null)[];

/**
 * Decides which workspaces a person sees in the list, and what they may do in each: the same as `authenticate` of the
 * workspaces would. Where owners decide about roles (`roles: "workspace"`), what they have decided goes before it. Its answers are kept for a minute. While it throws, what it said before holds, and other workspaces
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
	readonly answer: HostAnswer;
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

	/** What the host says of each of these workspaces. Never rejects. */
	async answersFor(
		person: AuthenticatedPerson,
		workspaceIds: readonly string[],
	): Promise<ReadonlyMap<string, HostAnswer>> {
		const decisions = this.#decisionsOf(person);
		const now = this.#deps.now();
		const unknown = workspaceIds.filter((id) => (decisions.get(id)?.until ?? 0) <= now);
		await this.#ask(person, unknown);
		return new Map(workspaceIds.map((id) => [id, answerOf(decisions.get(id))]));
	}

	/** Asks again for what no longer holds of all that is known of a person, and returns for which workspaces the answer has changed. */
	async refresh(person: AuthenticatedPerson): Promise<readonly string[]> {
		const decisions = this.#decisionsOf(person);
		const now = this.#deps.now();
		const before = [...decisions].filter(([, { until }]) => until <= now);
		await this.#ask(
			person,
			before.map(([id]) => id),
		);
		return before.flatMap(([id, { answer }]) => (decisions.get(id)?.answer === answer ? [] : [id]));
	}

	/** A workspace is new or gone: what was said of it before does not count. */
	forget(workspaceId: string): void {
		for (const decisions of this.#decisions.values()) decisions.delete(workspaceId);
	}

	async #ask(person: AuthenticatedPerson, workspaceIds: readonly string[]): Promise<void> {
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

	async #askBatch(person: AuthenticatedPerson, workspaceIds: readonly string[]): Promise<void> {
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
				decisions.set(id, { answer: toAnswer(answer[index], person), until });
			}
			failures.recovered();
		} catch (error) {
			// What was decided before holds meanwhile. It is asked again next time.
			for (const id of workspaceIds) decisions.set(id, { answer: answerOf(decisions.get(id)), until: 0 });
			failures.failed(error);
		}
		for (const id of decisions.keys()) {
			if (decisions.size <= MAX_DECISIONS) break;
			decisions.delete(id);
		}
	}

	/** A person with two roles, by two tokens, is two. */
	#decisionsOf({ userId, role }: AuthenticatedPerson): Map<string, Decision> {
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

/** Nobody sees what the host has never vouched for. */
function answerOf(decision: Decision | undefined): HostAnswer {
	return decision ? decision.answer : false;
}

function toAnswer(answer: unknown, person: AuthenticatedPerson): HostAnswer {
	if (answer === true) return person.role;
	return answer === null ? null : (ROLES.find((role) => role === answer) ?? false);
}
