import * as v from "valibot";
import { type Head, headFields } from "./events.ts";
import { type Person, personSchema, type Role, roleSchema } from "./participant.ts";
import { list, numberSchema, object, openEnum, type Schema, timeSchema, variant } from "./schema.ts";

/** Every state of a workspace in a list. */
export const WORKSPACE_ACTIVITIES = ["working", "waiting", "failed", "idle"] as const;

/**
 * What a workspace does. `working`: a turn runs, or the agent works in the background. `waiting`: it has asked people
 * something, and goes on once they have answered. `failed`: its last turn has failed or was cut off, or its session could
 * not be opened. `idle`: none of these.
 */
export type WorkspaceActivity = (typeof WORKSPACE_ACTIVITIES)[number];

/** A workspace in a list, as one person sees it. */
export interface WorkspaceEntry {
	/** The workspace. */
	readonly workspaceId: string;
	/** What it is about: a person's words, or the agent's. Null until somebody says. */
	readonly title: string | null;
	/** What it does. */
	readonly activity: WorkspaceActivity;
	/** Who has it open, at most `LIMITS.listedPeople` of them. */
	readonly people: readonly Person[];
	/** How many have it open. */
	readonly peopleCount: number;
	/** When somebody or the agent did something last, in milliseconds since 1970. */
	readonly lastActivityAt: number;
	/** How many permission requests and questions of the agent wait for somebody. */
	readonly pending: number;
	/**
	 * How much waits for this person, as `useAttention` counts it in the workspace. What they have to see and not to answer,
	 * such as the end of their turn, waits until they have read on there.
	 */
	readonly attention: number;
	/** What this person has not read yet, as the workspace counts it; null where it does not count. */
	readonly unread: number | null;
	/** Whether this person has pinned it. */
	readonly isPinned: boolean;
	/** When it was archived, in milliseconds since 1970; null while it is not. */
	readonly archivedAt: number | null;
	/** What this person may do in it. */
	readonly role: Role;
	/** Whether this person may rename it. */
	readonly mayRename: boolean;
	/** Whether this person may archive it. */
	readonly mayArchive: boolean;
}

export const workspaceEntrySchema: Schema<WorkspaceEntry> = object<WorkspaceEntry>({
	workspaceId: v.string(),
	title: v.nullable(v.string()),
	activity: openEnum(WORKSPACE_ACTIVITIES, "idle"),
	people: list(personSchema),
	peopleCount: numberSchema,
	lastActivityAt: timeSchema,
	pending: numberSchema,
	attention: numberSchema,
	unread: v.nullable(numberSchema),
	isPinned: v.boolean(),
	archivedAt: v.nullable(timeSchema),
	role: roleSchema,
	mayRename: v.boolean(),
	mayArchive: v.boolean(),
});

/** Every filter of a list. */
export const DIRECTORY_FILTERS = ["all", "attention", "working", "failed", "archived"] as const;

/**
 * Which workspaces a list holds. `all`: those that are not archived. `attention`: of these, the ones in which something
 * waits for this person. `working` and `failed`: those with that activity. `archived`: the archived ones alone.
 */
export type DirectoryFilter = (typeof DIRECTORY_FILTERS)[number];

/** What a list holds. */
export interface DirectoryQuery {
	/** Words that are in the title or the id, in any case. At most `LIMITS.directorySearchCharacters`. Default: none. */
	readonly search?: string | undefined;
	/** Default `all`. */
	readonly filter?: DirectoryFilter | undefined;
}

/** A place in a list: its last entry so far. */
export interface DirectoryPosition {
	/** Whether that entry is pinned. */
	readonly isPinned: boolean;
	/** Of that entry. */
	readonly lastActivityAt: number;
	/** Of that entry. */
	readonly workspaceId: string;
}

export const directoryPositionFields = { isPinned: v.boolean(), lastActivityAt: timeSchema, workspaceId: v.string() };

/** A part of a list. */
export interface DirectoryPage {
	/** In the order of the list: pinned ones first, then the most recent activity first. */
	readonly entries: readonly WorkspaceEntry[];
	/** Where the next page begins; null at the end. A page may be empty and have a next one. */
	readonly next: DirectoryPosition | null;
}

const directoryPageFields = {
	entries: list(workspaceEntrySchema),
	next: v.nullable(object<DirectoryPosition>(directoryPositionFields)),
};

/** Who reads the list, and what they may do with it. */
export interface DirectorySelf extends Person {
	/** Whether they may create workspaces here. */
	readonly mayCreate: boolean;
}

/** The state of a list. */
export interface SyncDirectoryResponse extends DirectoryPage, Head {
	/** Who asks. */
	readonly self: DirectorySelf;
	/** The directory's clock, in milliseconds since 1970. */
	readonly now: number;
}

const syncDirectoryResponseSchema: Schema<SyncDirectoryResponse> = object<SyncDirectoryResponse>({
	...headFields,
	...directoryPageFields,
	self: object<DirectorySelf>({
		userId: v.string(),
		name: v.string(),
		avatarUrl: v.optional(v.string()),
		metadata: v.optional(v.any()),
		mayCreate: v.boolean(),
	}),
	now: timeSchema,
});

/** One change of a list. */
export type DirectoryPatch =
	/** A workspace as it is now, whether or not it belongs into the list that a page shows. */
	| { readonly kind: "entry"; readonly entry: WorkspaceEntry }
	/** A workspace that is gone, or that this person may not see any more. */
	| { readonly kind: "removed"; readonly workspaceId: string };

type PatchOf<Kind extends DirectoryPatch["kind"]> = Extract<DirectoryPatch, { kind: Kind }>;

const directoryPatchSchema: Schema<DirectoryPatch> = variant<DirectoryPatch, "kind">(
	"kind",
	{
		entry: object<PatchOf<"entry">>({ kind: v.literal("entry"), entry: workspaceEntrySchema }),
		removed: object<PatchOf<"removed">>({ kind: v.literal("removed"), workspaceId: v.string() }),
	},
	v.never(),
);

/**
 * The event `directory.patches`. Each connection has numbers of its own, because it receives only what its person may see:
 * a gap means that some were lost.
 */
export interface DirectoryPatchBatch {
	/** As of the head. */
	readonly epoch: number;
	/** The number of the batch. */
	readonly seq: number;
	/** At most one for each workspace. */
	readonly patches: readonly DirectoryPatch[];
}

export const directoryPatchBatchSchema: Schema<DirectoryPatchBatch> = object<DirectoryPatchBatch>({
	...headFields,
	patches: list(directoryPatchSchema),
});

/** The event names of the directory actor and what each carries. `directory.head` has the number of the last batch. */
export type DirectoryEvents = {
	"directory.patches": DirectoryPatchBatch;
	"directory.head": Head;
};

/** The schema of each action's response. Browsers load these, but not the schemas of the requests. */
export const DIRECTORY_RESPONSES = {
	sync: syncDirectoryResponseSchema,
	listWorkspaces: object<DirectoryPage>(directoryPageFields),
	renameWorkspace: object<{ readonly title: string | null }>({ title: v.nullable(v.string()) }),
	archiveWorkspace: object<{ readonly archived: boolean }>({ archived: v.boolean() }),
	pinWorkspace: object<{ readonly pinned: boolean }>({ pinned: v.boolean() }),
	createWorkspace: object<{ readonly workspaceId: string }>({ workspaceId: v.string() }),
	ping: object<{ readonly now: number }>({ now: timeSchema }),
} as const;
