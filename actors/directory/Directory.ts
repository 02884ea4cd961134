import type { RawAccess } from "rivetkit/db";
import {
	type DirectoryPage,
	type DirectoryPatch,
	type DirectoryPosition,
	type DirectoryQuery,
	type DirectoryRequest,
	type DirectoryResponse,
	type Head,
	INTERVALS,
	isAtLeastRole,
	LIMITS,
	type Role,
	type WorkspaceEntry,
} from "../../src/protocol/index.ts";
import type { WorkspaceReport } from "../../src/protocol/workspaceReport.ts";
import { toAuthor } from "../../src/rules/access.ts";
import {
	emptyReport,
	type ListedWorkspace,
	listedRole,
	matchesFilter,
	matchesWords,
	positionOf,
	searchWords,
	toEntry,
} from "../../src/rules/directory.ts";
import {
	accessRefusal,
	creationFailedRefusal,
	creationUnavailableRefusal,
	roleRefusal,
	workspaceNotListedRefusal,
} from "../../src/rules/refusals.ts";
import { workspaceIdProblem } from "../../src/rules/workspaceId.ts";
import type { AuthenticatedPerson, Identity } from "../access/identity.ts";
import { deleteRequestsBefore, findRequest, insertRequest } from "../database/requestTable.ts";
import { FailureStreak } from "../log/FailureStreak.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import { jsonByteLength } from "../text/jsonSize.ts";
import type { DirectorySettings } from "./directoryOptions.ts";
import {
	deletePerson,
	deleteWorkspace,
	extendLease,
	findExpired,
	type ListRow,
	personKey,
	readGrantsOf,
	readListed,
	readListedMany,
	readPersonal,
	readRows,
	storeReport,
	writeArchived,
	writePin,
} from "./directoryTables.ts";
import { type DirectoryClient, Subscribers } from "./Subscribers.ts";
import { Visibility } from "./Visibility.ts";

/** How the directory reaches the workspaces. */
export interface WorkspaceCalls {
	/** @throws What the workspace refuses with; see `isMissing`. */
	rename(
		workspaceId: string,
		request: { readonly clientId: string; readonly title: string | null },
		person: Identity,
	): Promise<{ readonly title: string | null }>;
	/** Has a workspace report. Wakes it. */
	reportNow(workspaceId: string): Promise<void>;
	/** Creates it unless it exists, and does not start it. */
	create(workspaceId: string): Promise<void>;
	/** Whether an error of the others says that there is no such workspace. */
	isMissing(error: unknown): boolean;
}

interface DirectoryDeps {
	readonly tenant: string;
	readonly db: RawAccess;
	readonly log: WorkspaceLog;
	readonly settings: DirectorySettings;
	readonly workspaces: WorkspaceCalls;
	clients(): readonly DirectoryClient[];
	/** The actor does not sleep until the promise settles. */
	keepAwake(work: Promise<void>): void;
}

/** Rows that are read at once while a page is filled. */
const CHUNK = 100;
/** A page of which little matches ends after this many workspaces: the next one goes on. */
const MAX_SCANNED = 2_000;
/** Reports that are stored in one commit. */
const REPORTS_PER_COMMIT = 50;
/** Changes that are sent at once; SQLite accepts 999 values in a statement. */
const MAX_PUBLISHED = 200;
/** Changes are gathered for this long, and for longer with many pages. */
const TICK_MS = 100;
const TICK_MS_PER_PAGE = 5;
const MAX_TICK_MS = 2_000;
/** Workspaces that are asked for a report at once. */
const ASKED_AT_ONCE = 8;
/** How long a repeated request to create a workspace gets the first one, as `requestRetentionMs` of a workspace. */
const REQUEST_RETENTION_MS = 48 * 3_600_000;
const REQUESTS_DELETED_AT_ONCE = 200;

/** The workspaces of one tenant: what they report, and what people see of it. */
export class Directory {
	readonly #deps: DirectoryDeps;
	readonly #subscribers: Subscribers;
	readonly #visibility: Visibility;
	readonly #asking: FailureStreak;
	readonly #changed = new Set<string>();
	#reports: { readonly report: WorkspaceReport; settle(error?: unknown): void }[] = [];
	#isStoring = false;
	#tick: NodeJS.Timeout | undefined;
	#publishing: Promise<void> = Promise.resolve();
	#announcing: NodeJS.Timeout | undefined;
	#checking: NodeJS.Timeout | undefined;
	#isAsking = false;
	#isRefreshing = false;
	#isStopped = false;

	constructor(deps: DirectoryDeps) {
		this.#deps = deps;
		const { tenant, settings, log } = deps;
		this.#subscribers = new Subscribers({ epoch: Date.now(), clients: deps.clients });
		this.#visibility = new Visibility({
			tenant,
			mayList: settings.mayList,
			ttlMs: settings.limits.visibilityMs,
			timeoutMs: settings.limits.mayListTimeoutMs,
			failures: new FailureStreak(log, "may_list_failed"),
			now: () => performance.now(),
		});
		this.#asking = new FailureStreak(log, "report_not_received");
	}

	/** The actor has started: pages may have missed changes, and workspaces that were at work may be dead. */
	wake(): void {
		this.#announce();
		const { checkIntervalMs } = this.#deps.settings.limits;
		this.#checking = setInterval(() => this.#check(), checkIntervalMs);
		// With this process others may have died: whoever is alive confirms its report.
		this.#deps.keepAwake(this.#askExpired(Number.MAX_SAFE_INTEGER));
		this.#deps.keepAwake(this.#deleteOldRequests());
	}

	async stop(): Promise<void> {
		this.#isStopped = true;
		clearTimeout(this.#tick);
		clearTimeout(this.#announcing);
		clearInterval(this.#checking);
		await this.#publishing;
	}

	// What people do

	/** @param connectionId - Null for a call without a lasting connection, which receives no changes. */
	async sync(
		connectionId: string | null,
		person: AuthenticatedPerson,
		request: DirectoryRequest<"sync">,
	): Promise<DirectoryResponse<"sync">> {
		// First: what changes while the page is read is sent after it.
		const head: Head = connectionId === null ? { epoch: 0, seq: 0 } : this.#subscribers.open(connectionId);
		const page = await this.list(connectionId, person, { ...request, after: null });
		const self = { ...toAuthor(person), mayCreate: this.#mayCreate(person) };
		return { ...head, ...page, self, now: Date.now() };
	}

	async list(
		connectionId: string | null,
		person: AuthenticatedPerson,
		{ after, limit = LIMITS.defaultDirectoryPage, ...query }: DirectoryRequest<"listWorkspaces">,
	): Promise<DirectoryPage> {
		const page = await this.#readPage(person, query, after, limit);
		if (connectionId !== null)
			this.#subscribers.markShown(
				connectionId,
				page.entries.map(({ workspaceId }) => workspaceId),
			);
		return page;
	}

	async rename(person: AuthenticatedPerson, request: DirectoryRequest<"renameWorkspace">) {
		const { workspaceId, clientId, title } = request;
		const { role } = await this.#require(person, workspaceId);
		try {
			return await this.#deps.workspaces.rename(workspaceId, { clientId, title }, { ...person, role });
		} catch (error) {
			if (!this.#deps.workspaces.isMissing(error)) throw error;
			await this.remove(workspaceId);
			throw workspaceNotListedRefusal();
		}
	}

	async archive(person: AuthenticatedPerson, { workspaceId, archived }: DirectoryRequest<"archiveWorkspace">) {
		const { role, listed } = await this.#require(person, workspaceId);
		const { archiveWorkspace } = this.#deps.settings.roles;
		if (!isAtLeastRole(role, archiveWorkspace)) throw roleRefusal(archiveWorkspace, role);
		if ((listed.archivedAt !== null) !== archived) {
			await writeArchived(this.#deps.db, workspaceId, archived ? Date.now() : null);
			this.#publish(workspaceId);
		}
		return { archived };
	}

	async pin(person: AuthenticatedPerson, { workspaceId, pinned }: DirectoryRequest<"pinWorkspace">) {
		await this.#require(person, workspaceId);
		await writePin(this.#deps.db, person.userId, workspaceId, pinned);
		const own = this.#subscribers.byPerson().filter((group) => group.person.userId === person.userId);
		void this.#send([workspaceId], own);
		return { pinned };
	}

	async create({ role, ...rest }: AuthenticatedPerson, request: DirectoryRequest<"createWorkspace">) {
		const { db, tenant, settings, workspaces, log } = this.#deps;
		const { newWorkspaceId, roles } = settings;
		if (!newWorkspaceId) throw creationUnavailableRefusal();
		if (role === null) throw accessRefusal();
		const person: Identity = { ...rest, role };
		if (!this.#mayCreate(person)) throw roleRefusal(roles.createWorkspace, role);
		const idempotent = { userId: person.userId, action: "createWorkspace", request };
		const first = await findRequest<{ readonly workspaceId: string }>(db, idempotent);
		const workspaceId = first?.response.workspaceId ?? (await newWorkspaceId({ tenant, person }));
		const problem = workspaceIdProblem(workspaceId);
		if (problem !== null) {
			log("error", "workspace_id_invalid", { problem });
			throw creationFailedRefusal();
		}
		const response = { workspaceId };
		if (!first) await insertRequest(db, idempotent, response, Date.now());
		await this.#deleteOldRequests();
		await workspaces.create(workspaceId);
		this.#visibility.forget(workspaceId);
		// It reports once it is opened. Until then the list has it all the same.
		if (!(await readListed(db, workspaceId))) await this.report(emptyReport(workspaceId, Date.now()));
		return response;
	}

	// What workspaces do

	/** Stores a report, and publishes it. Reports that come together are stored together. */
	report(report: WorkspaceReport): Promise<void> {
		return new Promise((resolve, reject) => {
			this.#reports.push({ report, settle: (error) => (error === undefined ? resolve() : reject(error)) });
			if (!this.#isStoring) void this.#storeReports();
		});
	}

	/** The workspace does not exist any more. */
	async remove(workspaceId: string): Promise<void> {
		await this.#deps.db.transaction((tx) => deleteWorkspace(tx, workspaceId), { name: "directory.remove" });
		this.#publish(workspaceId);
	}

	/** A person was erased in a workspace. */
	async forgetPerson(workspaceId: string, userId: string): Promise<void> {
		await this.#deps.db.transaction((tx) => deletePerson(tx, workspaceId, userId), { name: "directory.forget" });
		this.#publish(workspaceId);
	}

	disconnect(connectionId: string): void {
		this.#subscribers.close(connectionId);
	}

	#mayCreate({ role }: AuthenticatedPerson): boolean {
		const { newWorkspaceId, roles } = this.#deps.settings;
		return newWorkspaceId !== undefined && role !== null && isAtLeastRole(role, roles.createWorkspace);
	}

	#deleteOldRequests(): Promise<void> {
		return deleteRequestsBefore(this.#deps.db, Date.now() - REQUEST_RETENTION_MS, REQUESTS_DELETED_AT_ONCE);
	}

	/** @throws {Refusal} `not_found`, also for a workspace that the person may not see. */
	async #require(
		person: AuthenticatedPerson,
		workspaceId: string,
	): Promise<{ readonly role: Role; readonly listed: ListedWorkspace }> {
		const listed = await readListed(this.#deps.db, workspaceId);
		const role = listed && (await this.#readRoles(person, [workspaceId])).get(workspaceId);
		if (!role) throw workspaceNotListedRefusal();
		return { role, listed };
	}

	/** The role of a person in each of these workspaces; null where they see nothing of it. */
	async #readRoles(
		person: AuthenticatedPerson,
		workspaceIds: readonly string[],
	): Promise<ReadonlyMap<string, Role | null>> {
		return this.#rolesIn(person, workspaceIds, await readGrantsOf(this.#deps.db, person.userId, workspaceIds));
	}

	/** @param grants - What was decided about the person, by workspace. */
	async #rolesIn(
		person: AuthenticatedPerson,
		workspaceIds: readonly string[],
		grants: ReadonlyMap<string, Role | null>,
	): Promise<ReadonlyMap<string, Role | null>> {
		const answers = await this.#visibility.answersFor(person, workspaceIds);
		return new Map([...answers].map(([id, answer]) => [id, listedRole(answer, grants.get(id))]));
	}

	async #readPage(
		person: AuthenticatedPerson,
		query: DirectoryQuery,
		after: DirectoryPosition | null,
		limit: number,
	): Promise<DirectoryPage> {
		const words = searchWords(query.search);
		const entries: WorkspaceEntry[] = [];
		let bytes = 0;
		let scanned = 0;
		let next: DirectoryPosition | null = after;
		for (const isPinned of after?.isPinned === false ? [false] : [true, false]) {
			let from = next?.isPinned === isPinned ? next : null;
			for (;;) {
				const rows = await readRows(this.#deps.db, {
					userId: person.userId,
					isArchived: query.filter === "archived",
					isPinned,
					after: from,
					limit: CHUNK,
				});
				const found = rows.filter((row) => matchesWords(row, words));
				const roles = await this.#readRoles(
					person,
					found.map(({ workspaceId }) => workspaceId),
				);
				for (const row of found) {
					const entry = this.#toRowEntry(row, person, roles, isPinned);
					if (!entry || !matchesFilter(entry, query)) continue;
					bytes += jsonByteLength(entry) + 1;
					const isFull = entries.length === limit || (bytes > LIMITS.directoryPageBytes && entries.length > 0);
					if (isFull) return { entries, next };
					entries.push(entry);
					next = positionOf(entry);
				}
				const last = rows.at(-1);
				if (!last) break;
				from = { isPinned, lastActivityAt: last.lastActivityAt, workspaceId: last.workspaceId };
				next = from;
				scanned += rows.length;
				if (scanned >= MAX_SCANNED) return { entries, next };
				if (rows.length < CHUNK) break;
			}
		}
		return { entries, next: null };
	}

	#toRowEntry(
		row: ListRow,
		{ userId }: AuthenticatedPerson,
		roles: ReadonlyMap<string, Role | null>,
		isPinned: boolean,
	) {
		const role = roles.get(row.workspaceId);
		if (!role) return null;
		const { unread, attention } = row;
		return toEntry(row.listed(), { userId, role, isPinned, unread, attention }, this.#deps.settings.roles);
	}

	async #storeReports(): Promise<void> {
		this.#isStoring = true;
		while (this.#reports.length > 0) {
			const batch = this.#reports.splice(0, REPORTS_PER_COMMIT);
			try {
				const stored = await this.#deps.db.transaction(
					async (tx) => {
						const now = Date.now();
						const changed: string[] = [];
						for (const { report } of batch) if (await storeReport(tx, report, now)) changed.push(report.workspaceId);
						return changed;
					},
					{ name: "directory.report" },
				);
				for (const workspaceId of stored) this.#publish(workspaceId);
				for (const { settle } of batch) settle();
			} catch (error) {
				for (const { settle } of batch) settle(error);
			}
		}
		this.#isStoring = false;
	}

	/** Sends a workspace to the pages that may see it, with the next tick. */
	#publish(workspaceId: string): void {
		this.#changed.add(workspaceId);
		if (this.#isStopped || this.#subscribers.size === 0) this.#changed.clear();
		else this.#scheduleTick();
	}

	#scheduleTick(): void {
		const waitMs = Math.min(TICK_MS + TICK_MS_PER_PAGE * this.#subscribers.size, MAX_TICK_MS);
		this.#tick ??= setTimeout(() => {
			void this.#publishChanged().finally(() => {
				this.#tick = undefined;
				if (this.#changed.size > 0 && !this.#isStopped) this.#scheduleTick();
			});
		}, waitMs);
	}

	async #publishChanged(): Promise<void> {
		const ids = [...this.#changed].slice(0, MAX_PUBLISHED);
		for (const id of ids) this.#changed.delete(id);
		await this.#send(ids, this.#subscribers.byPerson());
		clearTimeout(this.#announcing);
		// A change that was lost at the end of many is noticed by its number.
		if (!this.#isStopped) this.#announcing = setTimeout(() => this.#announce(), INTERVALS.headAfterIdleMs);
	}

	/** One after another, so that no page receives an older state of a workspace after a newer one. Never rejects. */
	#send(ids: readonly string[], people: ReturnType<Subscribers["byPerson"]>): Promise<void> {
		this.#publishing = this.#publishing.then(() => this.#sendNow(ids, people));
		return this.#publishing;
	}

	async #sendNow(ids: readonly string[], people: ReturnType<Subscribers["byPerson"]>): Promise<void> {
		try {
			const { db, settings } = this.#deps;
			const listed = await readListedMany(db, ids);
			const personal = await readPersonal(db, ids);
			await Promise.all(
				people.map(async ({ person, clients }) => {
					const keyOf = (workspaceId: string) => personKey(person.userId, workspaceId);
					const granted = ids.flatMap((id) => {
						const role = personal.grants.get(keyOf(id));
						return role === undefined ? [] : [[id, role] as const];
					});
					const roles = await this.#rolesIn(person, ids, new Map(granted));
					const patches = ids.map((workspaceId): DirectoryPatch => {
						const workspace = listed.get(workspaceId);
						const role = roles.get(workspaceId);
						if (!workspace || !role) return { kind: "removed", workspaceId };
						const key = keyOf(workspaceId);
						const viewer = {
							userId: person.userId,
							role,
							isPinned: personal.pins.has(key),
							unread: personal.unread.get(key) ?? null,
							attention: personal.attention.get(key) ?? 0,
						};
						return { kind: "entry", entry: toEntry(workspace, viewer, settings.roles) };
					});
					for (const client of clients) this.#subscribers.send(client, patches);
				}),
			);
		} catch (error) {
			// The pages load their lists again.
			this.#deps.log("error", "directory_not_published", { error });
			for (const { clients } of people) for (const client of clients) this.#subscribers.skip(client);
		}
	}

	#announce(): void {
		clearTimeout(this.#announcing);
		if (this.#isStopped) return;
		this.#subscribers.announce();
		this.#announcing = setTimeout(() => this.#announce(), INTERVALS.heartbeatMs);
	}

	#check(): void {
		this.#deps.keepAwake(this.#askExpired(Date.now()));
		this.#deps.keepAwake(this.#refreshVisibility());
	}

	/** What people may see can change without any workspace. A host that takes longer than the interval is not asked twice. */
	async #refreshVisibility(): Promise<void> {
		if (this.#isRefreshing) return;
		this.#isRefreshing = true;
		try {
			for (const group of this.#subscribers.byPerson()) {
				const changed = await this.#visibility.refresh(group.person);
				for (let start = 0; start < changed.length; start += MAX_PUBLISHED)
					await this.#send(changed.slice(start, start + MAX_PUBLISHED), [group]);
			}
		} finally {
			this.#isRefreshing = false;
		}
	}

	/** Asks workspaces whose report ended to hold before `time` for another one. Never rejects. */
	async #askExpired(time: number): Promise<void> {
		if (this.#isAsking) return;
		this.#isAsking = true;
		try {
			const waiting = [...(await findExpired(this.#deps.db, time, MAX_PUBLISHED))];
			const askNext = async () => {
				for (let id = waiting.shift(); id !== undefined && !this.#isStopped; id = waiting.shift()) await this.#ask(id);
			};
			await Promise.all(Array.from({ length: ASKED_AT_ONCE }, askNext));
		} catch (error) {
			this.#asking.failed(error);
		} finally {
			this.#isAsking = false;
		}
	}

	async #ask(workspaceId: string): Promise<void> {
		const { db, workspaces, settings } = this.#deps;
		try {
			await workspaces.reportNow(workspaceId);
			this.#asking.recovered();
		} catch (error) {
			if (workspaces.isMissing(error)) {
				await this.remove(workspaceId);
				return;
			}
			this.#asking.failed(error);
			await extendLease(db, workspaceId, Date.now() + settings.limits.checkIntervalMs);
		}
	}
}
