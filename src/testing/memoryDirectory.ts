import type { ConnectionListener } from "../core/connection/workspaceConnection.ts";
import type { ConnectDirectory } from "../core/directory/directoryConnection.ts";
import { connectionLostError } from "../core/errors/connectionErrors.ts";
import { toWorkspaceError, WorkspaceError } from "../core/errors/WorkspaceError.ts";
import { type Clock, systemClock } from "../core/platform/timing.ts";
import type {
	DirectoryActionName,
	DirectoryActions,
	DirectoryPage,
	DirectoryPatch,
	DirectoryRequest,
	DirectoryResponse,
	Person,
	Role,
	WorkspaceEntry,
	WorkspaceErrorInfo,
} from "../protocol/index.ts";
import { DIRECTORY_ACTIONS, INTERVALS, isAtLeastRole, LIMITS } from "../protocol/index.ts";
import { parseWithIssue, type Schema } from "../protocol/schema.ts";
import type { PersonCount, WorkspaceReport } from "../protocol/workspaceReport.ts";
import { toAuthor } from "../rules/access.ts";
import {
	compareEntries,
	DEFAULT_DIRECTORY_ROLES,
	type DirectoryRoles,
	emptyReport,
	listedRole,
	matchesFilter,
	matchesWords,
	positionOf,
	searchWords,
	toEntry,
} from "../rules/directory.ts";
import {
	accessRefusal,
	creationUnavailableRefusal,
	Refusal,
	roleRefusal,
	workspaceNotListedRefusal,
} from "../rules/refusals.ts";
import { invalidArgumentRefusal } from "../rules/requests.ts";

/** A workspace of an in-memory directory, as it would report itself. All but the id has a default. */
export interface MemoryListedWorkspace
	extends Partial<Omit<WorkspaceReport, "workspaceId" | "epoch" | "number" | "leaseMs">>,
		Pick<WorkspaceReport, "workspaceId"> {
	/** When it was archived, in milliseconds since 1970. Default: it is not. */
	readonly archivedAt?: number | null | undefined;
	/** The ids of those who have pinned it. Default: nobody. */
	readonly pinnedBy?: readonly string[] | undefined;
}

/** A person who opens the list of an in-memory directory. */
export interface MemoryDirectoryPerson extends Person {
	/**
	 * What they may do, in the directory and in every workspace that `mayList` says nothing else of. Null for somebody who sees
	 * only what they were given a role in. Default `owner`.
	 */
	readonly role?: Role | null | undefined;
}

/** What an in-memory directory starts with. */
export interface MemoryDirectoryOptions {
	/** Its workspaces. Default: none. */
	readonly workspaces?: readonly MemoryListedWorkspace[] | undefined;
	/** Whether a person sees a workspace, or their role there; null: only with a role from `grants`. Default: everybody sees all. */
	readonly mayList?: ((person: Person, workspaceId: string) => boolean | Role | null) | undefined;
	/** Makes the id of a new workspace. Default: nobody can create workspaces. */
	readonly newWorkspaceId?: (() => string) | undefined;
	/** The least roles for creating and archiving. */
	readonly access?: Partial<DirectoryRoles> | undefined;
	/** Called when somebody renames a workspace, which reports its new title. Default: it has the title at once. */
	readonly onRename?: ((workspaceId: string, title: string | null) => void) | undefined;
	/** Runs all timers, and returns the time. Default: the system's clock. */
	readonly clock?: Clock | undefined;
}

/** A directory without a server. */
export interface MemoryDirectory {
	/** How a person connects: what a store or a provider takes as `connect`. */
	connect(person: MemoryDirectoryPerson): ConnectDirectory;
	/** A workspace reports something: the fields that are given. */
	report(workspace: MemoryListedWorkspace): void;
	/** A workspace is destroyed. */
	remove(workspaceId: string): void;
	/** What people may see has changed. */
	refreshVisibility(): void;
	/** Ends all connections. New ones do not open before `restoreConnections`. */
	dropConnections(): void;
	/** Lets connections open again, after `dropConnections` or `refuseConnections`. */
	restoreConnections(): void;
	/** Refuses all connections, until `restoreConnections`. */
	refuseConnections(error: WorkspaceErrorInfo): void;
	/** Drops the next batch of changes on its way to each connection, as a bad network does. */
	loseNextPatches(): void;
}

interface Listed {
	readonly report: WorkspaceReport;
	readonly archivedAt: number | null;
	readonly pinnedBy: ReadonlySet<string>;
}

/** One page that is connected. */
interface Peer {
	readonly person: Person & { readonly role: Role | null };
	readonly listener: ConnectionListener;
	isOpen: boolean;
	/** Whether it has loaded a list. */
	isSynced: boolean;
	seq: number;
	readonly shown: Set<string>;
	readonly rejects: Set<(error: WorkspaceError) => void>;
}

/**
 * A directory in memory that speaks the same protocol as the directory actor and follows the same rules: for stories, tests
 * and trying things out.
 *
 * @example
 * const directory = createMemoryDirectory({ workspaces: [{ workspaceId: "acme/web", title: "Checkout", activity: "working" }] });
 * const store = createDirectoryStore({ connect: directory.connect({ userId: "ada", name: "Ada" }) });
 * const stop = store.start();
 */
export function createMemoryDirectory(options: MemoryDirectoryOptions = {}): MemoryDirectory {
	return new InMemoryDirectory(options);
}

class InMemoryDirectory implements MemoryDirectory {
	readonly #options: MemoryDirectoryOptions;
	readonly #clock: Clock;
	readonly #roles: DirectoryRoles;
	readonly #workspaces = new Map<string, Listed>();
	readonly #peers = new Set<Peer>();
	readonly #created = new Map<string, string>();
	#isDown = false;
	#refusal: WorkspaceError | null = null;
	#losesNext = false;
	#cancelHead = () => {};

	constructor(options: MemoryDirectoryOptions) {
		this.#options = options;
		this.#clock = options.clock ?? systemClock;
		this.#roles = { ...DEFAULT_DIRECTORY_ROLES, ...options.access };
		for (const workspace of options.workspaces ?? []) this.#take(workspace);
	}

	connect({ role = "owner", ...person }: MemoryDirectoryPerson): ConnectDirectory {
		return (listener) => {
			const peer: Peer = {
				person: { ...person, role },
				listener,
				isOpen: false,
				isSynced: false,
				seq: 0,
				shown: new Set(),
				rejects: new Set(),
			};
			this.#peers.add(peer);
			// Later, because the caller does not have the connection yet.
			queueMicrotask(() => this.#admit(peer));
			return {
				call: (action, request) => this.#call(peer, action, request),
				close: () => this.#leave(peer),
			};
		};
	}

	report(workspace: MemoryListedWorkspace): void {
		this.#take(workspace);
		this.#publish([workspace.workspaceId]);
	}

	remove(workspaceId: string): void {
		this.#workspaces.delete(workspaceId);
		this.#publish([workspaceId]);
	}

	refreshVisibility(): void {
		this.#publish([...this.#workspaces.keys()]);
	}

	dropConnections(): void {
		this.#isDown = true;
		for (const peer of [...this.#peers]) {
			this.#leave(peer);
			peer.listener.onLost();
		}
	}

	restoreConnections(): void {
		this.#isDown = false;
		this.#refusal = null;
		for (const peer of [...this.#peers]) this.#admit(peer);
	}

	refuseConnections(info: WorkspaceErrorInfo): void {
		this.#refusal = new WorkspaceError(info);
		for (const peer of [...this.#peers]) this.#admit(peer);
	}

	loseNextPatches(): void {
		this.#losesNext = true;
	}

	#admit(peer: Peer): void {
		if (!this.#peers.has(peer)) return;
		if (this.#refusal) {
			this.#leave(peer);
			peer.listener.onRefused(this.#refusal);
		} else if (!this.#isDown && !peer.isOpen) {
			peer.isOpen = true;
			peer.listener.onOpen();
			this.#scheduleHead(INTERVALS.heartbeatMs);
		}
	}

	#leave(peer: Peer): void {
		this.#peers.delete(peer);
		peer.isOpen = false;
		if (this.#peers.size === 0) this.#cancelHead();
		for (const reject of [...peer.rejects]) reject(connectionLostError());
	}

	async #call<Name extends DirectoryActionName>(
		peer: Peer,
		action: Name,
		request: DirectoryRequest<Name>,
	): Promise<DirectoryResponse<Name>> {
		if (!peer.isOpen) throw connectionLostError();
		const { promise: lost, reject } = Promise.withResolvers<never>();
		peer.rejects.add(reject);
		const copy = structuredClone(request);
		try {
			const response = Promise.resolve().then(() => this.#run(peer, action, copy));
			return structuredClone(await Promise.race([lost, response]));
		} catch (error) {
			throw error instanceof Refusal ? new WorkspaceError(error.info) : toWorkspaceError(error);
		} finally {
			peer.rejects.delete(reject);
		}
	}

	#run<Name extends DirectoryActionName>(
		peer: Peer,
		action: Name,
		received: DirectoryRequest<Name>,
	): Promise<DirectoryResponse<Name>> {
		const schema = DIRECTORY_ACTIONS[action] as unknown as Schema<DirectoryRequest<Name>>;
		const { value, issue } = parseWithIssue(schema, received);
		if (issue) throw invalidArgumentRefusal(issue);
		const run = this.#handlers(peer)[action] as (request: DirectoryRequest<Name>) => Promise<DirectoryResponse<Name>>;
		return run(value as DirectoryRequest<Name>);
	}

	#handlers(peer: Peer): DirectoryActions {
		const { person } = peer;
		return {
			sync: async (request) => {
				peer.isSynced = true;
				const self = { ...toAuthor(person), mayCreate: this.#mayCreate(person.role) };
				return {
					epoch: 1,
					seq: peer.seq,
					...this.#list(peer, { ...request, after: null }),
					self,
					now: this.#clock.now(),
				};
			},
			listWorkspaces: async (request) => this.#list(peer, request),
			renameWorkspace: async ({ workspaceId, title }) => {
				const { entry, listed } = this.#require(peer, workspaceId);
				if (!entry.mayRename) throw roleRefusal(listed.report.renameRole, entry.role);
				const named = title?.trim() || null;
				if (this.#options.onRename) this.#options.onRename(workspaceId, named);
				else this.report({ workspaceId, title: named });
				return { title: named };
			},
			archiveWorkspace: async ({ workspaceId, archived }) => {
				const { entry } = this.#require(peer, workspaceId);
				if (!entry.mayArchive) throw roleRefusal(this.#roles.archiveWorkspace, entry.role);
				this.report({ workspaceId, archivedAt: archived ? this.#clock.now() : null });
				return { archived };
			},
			pinWorkspace: async ({ workspaceId, pinned }) => {
				const { listed } = this.#require(peer, workspaceId);
				const others = [...listed.pinnedBy].filter((id) => id !== person.userId);
				this.report({ workspaceId, pinnedBy: pinned ? [...others, person.userId] : others });
				return { pinned };
			},
			createWorkspace: async ({ clientId }) => {
				const { newWorkspaceId } = this.#options;
				if (!newWorkspaceId) throw creationUnavailableRefusal();
				if (person.role === null) throw accessRefusal();
				if (!this.#mayCreate(person.role)) throw roleRefusal(this.#roles.createWorkspace, person.role);
				const key = JSON.stringify([person.userId, clientId]);
				const workspaceId = this.#created.get(key) ?? newWorkspaceId();
				this.#created.set(key, workspaceId);
				if (!this.#workspaces.has(workspaceId)) this.report({ workspaceId, lastActivityAt: this.#clock.now() });
				return { workspaceId };
			},
			ping: async () => ({ now: this.#clock.now() }),
		};
	}

	#mayCreate(role: Role | null): boolean {
		const { newWorkspaceId } = this.#options;
		return newWorkspaceId !== undefined && role !== null && isAtLeastRole(role, this.#roles.createWorkspace);
	}

	#require(peer: Peer, workspaceId: string) {
		const listed = this.#workspaces.get(workspaceId);
		const entry = listed && this.#entryFor(peer, listed);
		if (!entry) throw workspaceNotListedRefusal();
		return { entry, listed };
	}

	#list(peer: Peer, request: DirectoryRequest<"listWorkspaces">): DirectoryPage {
		const { after, limit = LIMITS.defaultDirectoryPage, ...query } = request;
		const words = searchWords(query.search);
		const all = [...this.#workspaces.values()]
			.flatMap((listed) => this.#entryFor(peer, listed) ?? [])
			.filter((entry) => matchesFilter(entry, query) && matchesWords(entry, words))
			.filter((entry) => after === null || compareEntries(after, entry) < 0)
			.sort(compareEntries);
		const entries = takePage(all.slice(0, limit));
		for (const { workspaceId } of entries) peer.shown.add(workspaceId);
		const last = entries.at(-1);
		return { entries, next: last && all.length > entries.length ? positionOf(last) : null };
	}

	#entryFor({ person }: Peer, { report, archivedAt, pinnedBy }: Listed) {
		const { mayList } = this.#options;
		const answer = mayList ? mayList(person, report.workspaceId) : true;
		const granted = report.grants?.find(({ userId }) => userId === person.userId)?.role;
		const role = listedRole(answer === true ? person.role : answer, granted);
		if (role === null) return null;
		const { userId } = person;
		const countOf = (counts: readonly PersonCount[] = []) => counts.find((count) => count.userId === userId)?.count;
		const [unread, attention] = [countOf(report.unread) ?? null, countOf(report.attention) ?? 0];
		const viewer = { userId, role, isPinned: pinnedBy.has(userId), unread, attention };
		return toEntry({ report, archivedAt }, viewer, this.#roles);
	}

	#take({ archivedAt, pinnedBy, ...change }: MemoryListedWorkspace): void {
		const known = this.#workspaces.get(change.workspaceId);
		const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
		const report: WorkspaceReport = {
			...(known?.report ?? emptyReport(change.workspaceId, this.#clock.now())),
			...given,
		};
		const people = change.people ?? report.people;
		const pending = change.pending ?? report.pending;
		this.#workspaces.set(change.workspaceId, {
			report: {
				...report,
				people: people.slice(0, LIMITS.listedPeople),
				peopleCount: change.peopleCount ?? (change.people ? people.length : report.peopleCount),
				pendingCount: change.pendingCount ?? (change.pending ? pending.length : report.pendingCount),
			},
			archivedAt: archivedAt === undefined ? (known?.archivedAt ?? null) : archivedAt,
			pinnedBy: pinnedBy ? new Set(pinnedBy) : (known?.pinnedBy ?? new Set()),
		});
	}

	#publish(workspaceIds: readonly string[]): void {
		for (const peer of this.#peers) {
			if (!peer.isSynced) continue;
			const patches = workspaceIds.flatMap((workspaceId): readonly DirectoryPatch[] => {
				const listed = this.#workspaces.get(workspaceId);
				const entry = listed && this.#entryFor(peer, listed);
				if (entry) peer.shown.add(workspaceId);
				else if (!peer.shown.delete(workspaceId)) return [];
				return [entry ? { kind: "entry", entry } : { kind: "removed", workspaceId }];
			});
			if (patches.length === 0) continue;
			peer.seq += 1;
			const batch = structuredClone({ epoch: 1, seq: peer.seq, patches });
			if (this.#losesNext) continue;
			queueMicrotask(() => peer.isOpen && peer.listener.onPatches(batch));
		}
		this.#losesNext = false;
		this.#scheduleHead(INTERVALS.headAfterIdleMs);
	}

	#scheduleHead(ms: number): void {
		this.#cancelHead();
		if (this.#peers.size === 0) return;
		this.#cancelHead = this.#clock.setTimer(() => {
			for (const { isOpen, listener, seq } of this.#peers) if (isOpen) listener.onHead({ epoch: 1, seq });
			this.#scheduleHead(INTERVALS.heartbeatMs);
		}, ms);
	}
}

/** The first entries, as many as fit into a page. */
function takePage(entries: readonly WorkspaceEntry[]): readonly WorkspaceEntry[] {
	let bytes = 0;
	const end = entries.findIndex((entry, index) => {
		bytes += new TextEncoder().encode(JSON.stringify(entry)).length + 1;
		return bytes > LIMITS.directoryPageBytes && index > 0;
	});
	return end === -1 ? entries : entries.slice(0, end);
}
