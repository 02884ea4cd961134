import { DEFAULT_ROLE_TABLE } from "../protocol/actions.ts";
import type { DirectoryPosition, DirectoryQuery, WorkspaceActivity, WorkspaceEntry } from "../protocol/directory.ts";
import { isAtLeastRole, type Role } from "../protocol/participant.ts";
import type { PendingRequest, WorkspaceReport } from "../protocol/workspaceReport.ts";

/** What a workspace's activity follows from. */
interface ActivityFacts {
	/** How many requests of the agent wait for people. */
	readonly pending: number;
	/** A turn runs or waits, or the agent works in the background. */
	readonly isWorking: boolean;
	/** The session could not be opened, or the last turn has failed or was cut off. */
	readonly hasFailed: boolean;
}

export function activityOf({ pending, isWorking, hasFailed }: ActivityFacts): WorkspaceActivity {
	if (pending > 0) return "waiting";
	if (isWorking) return "working";
	return hasFailed ? "failed" : "idle";
}

/** The least roles for what people do in a directory. */
export interface DirectoryRoles {
	/** For creating workspaces, by the role that `authenticate` of the directory returned. Default `editor`. */
	readonly createWorkspace: Role;
	/** For moving a workspace to the archive and back, by the role in that workspace. Default `owner`. */
	readonly archiveWorkspace: Role;
}

export const DEFAULT_DIRECTORY_ROLES: DirectoryRoles = { createWorkspace: "editor", archiveWorkspace: "owner" };

/**
 * What the host says of a person and a workspace: their role there; null for nothing, so that what was decided in the
 * workspace counts alone; false when they are not to see it, whatever that was.
 */
export type HostAnswer = Role | null | false;

/** The role of a person in a workspace of the list: as the workspace itself would have it. Null when they do not see it. */
export function listedRole(answer: HostAnswer, granted: Role | null | undefined): Role | null {
	if (answer === false) return null;
	return granted === undefined ? answer : granted;
}

/** What a directory keeps of a workspace. */
export interface ListedWorkspace {
	readonly report: WorkspaceReport;
	/** Milliseconds since 1970; null while it is not archived. */
	readonly archivedAt: number | null;
}

/** Who looks at a workspace of the list. */
export interface Viewer {
	readonly userId: string;
	/** Their role in the workspace. */
	readonly role: Role;
	readonly isPinned: boolean;
	readonly unread: number | null;
	/** What waits for them alone. */
	readonly attention: number;
}

/** A workspace as a person sees it in the list. */
export function toEntry(
	{ report, archivedAt }: ListedWorkspace,
	{ userId, role, isPinned, unread, attention }: Viewer,
	roles: DirectoryRoles,
): WorkspaceEntry {
	const { workspaceId, title, activity, people, peopleCount, lastActivityAt, pending, pendingCount, renameRole } =
		report;
	const mine = pending.filter((request) => waitsFor(request, { userId, role }));
	return {
		workspaceId,
		title,
		activity,
		people,
		peopleCount,
		lastActivityAt,
		pending: pendingCount,
		attention: mine.length + attention,
		unread,
		isPinned,
		archivedAt,
		role,
		mayRename: isAtLeastRole(role, renameRole),
		mayArchive: isAtLeastRole(role, roles.archiveWorkspace),
	};
}

function waitsFor(
	{ role, claimedBy, except }: PendingRequest,
	person: { readonly userId: string; readonly role: Role },
): boolean {
	if (!isAtLeastRole(person.role, role) || except.includes(person.userId)) return false;
	return claimedBy === undefined || claimedBy === person.userId;
}

/** The words of a search, as `matchesWords` takes them. */
export function searchWords(search: string | undefined): readonly string[] {
	return foldCase(search ?? "")
		.split(/\s+/)
		.filter((word) => word !== "");
}

/** Whether all words are in the title or the id of a workspace. */
export function matchesWords(
	{ title, workspaceId }: Pick<WorkspaceEntry, "title" | "workspaceId">,
	words: readonly string[],
): boolean {
	if (words.length === 0) return true;
	const text = foldCase(`${title ?? ""}\n${workspaceId}`);
	return words.every((word) => text.includes(word));
}

function foldCase(text: string): string {
	return text.normalize("NFKC").toLowerCase();
}

/** Whether a list with this filter holds a workspace. */
export function matchesFilter(entry: WorkspaceEntry, { filter = "all" }: Pick<DirectoryQuery, "filter">): boolean {
	if (filter === "archived") return entry.archivedAt !== null;
	if (entry.archivedAt !== null) return false;
	switch (filter) {
		case "all":
			return true;
		case "attention":
			return entry.attention > 0;
		default:
			return entry.activity === filter;
	}
}

/** Pinned workspaces first, then the most recent activity first. 0 only for the same place. */
export function compareEntries(one: DirectoryPosition, other: DirectoryPosition): number {
	if (one.isPinned !== other.isPinned) return one.isPinned ? -1 : 1;
	if (one.lastActivityAt !== other.lastActivityAt) return other.lastActivityAt - one.lastActivityAt;
	// As SQLite compares text that has no half characters: by its bytes in UTF-8.
	return compareCodePoints(one.workspaceId, other.workspaceId);
}

function compareCodePoints(one: string, other: string): number {
	const others = [...other];
	for (const [index, character] of [...one].entries()) {
		const difference = (character.codePointAt(0) ?? 0) - (others[index]?.codePointAt(0) ?? -1);
		if (difference !== 0) return difference;
	}
	return [...one].length - others.length;
}

export function positionOf({ isPinned, lastActivityAt, workspaceId }: WorkspaceEntry): DirectoryPosition {
	return { isPinned, lastActivityAt, workspaceId };
}

/** Of a workspace that nobody has opened. Its first own report is of another epoch. */
export function emptyReport(workspaceId: string, now: number): WorkspaceReport {
	return {
		workspaceId,
		epoch: 0,
		number: 0,
		title: null,
		activity: "idle",
		people: [],
		peopleCount: 0,
		lastActivityAt: now,
		pending: [],
		pendingCount: 0,
		// The workspace itself decides, once it is asked.
		renameRole: DEFAULT_ROLE_TABLE.renameWorkspace,
		leaseMs: null,
	};
}
