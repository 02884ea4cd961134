import type { RawAccess } from "rivetkit/db";
import type { PromptItem } from "../../src/protocol/index.ts";
import type { Grant } from "../../src/rules/members.ts";
import { readChosenAgent } from "../agent/AgentChoice.ts";
import { readSession, type StoredSession } from "../agent/SessionStore.ts";
import { type ChosenSettings, readChosenSettings } from "../agent/SettingsStore.ts";
import { readLastNumbers, readOpenPrompts, readPromptAuthors, recordAbandonedItems } from "../database/itemTable.ts";
import { readGrants } from "../database/memberTables.ts";
import { readMeta, writeMeta } from "../database/metaTable.ts";
import { restorePeople } from "../database/peopleTable.ts";
import { deleteRequestsBefore } from "../database/requestTable.ts";
import type { WorkspaceSettings } from "../options/workspaceOptions.ts";
import { type Activity, readActivity } from "../reporting/ActivityRecord.ts";
import { applyImport } from "../transfer/applyImport.ts";
import { type CompletedImport, IMPORTING_META } from "../transfer/WorkspaceImport.ts";

/** What an earlier process stored. */
interface StoredWorkspace extends StoredSession {
	readonly epoch: number;
	/** When this start was, in milliseconds since 1970, and after every earlier one, whatever the clock says. */
	readonly startedAt: number;
	/** The backup that this start is the first one with; null for any other start. */
	readonly imported: CompletedImport | null;
	/** Whether an import has begun that is not complete. */
	readonly isImporting: boolean;
	readonly seq: number;
	readonly order: number;
	/** The prompts that waited or ran when the earlier process ended, oldest first. */
	readonly openPrompts: readonly PromptItem[];
	/** Who has prompted here; nobody when the agent is not told who speaks. */
	readonly promptAuthors: Awaited<ReturnType<typeof readPromptAuthors>>;
	/** What was decided in the workspace about people; nothing where the host alone decides. */
	readonly grants: ReadonlyMap<string, Grant>;
	readonly chosenSettings: ChosenSettings;
	/** What happened last; null for a new workspace. */
	readonly activity: Activity | null;
	/** The agent that an owner chose; null when the host decides. */
	readonly chosenAgent: string | null;
}

/** The rest is deleted by later requests. */
const REQUESTS_DELETED_AT_START = 200;

/**
 * Reads what a start needs, and no history: Rivet allows it 5 seconds, however much is stored. Starts and stores a new
 * epoch before anything is broadcast in it: a killed process may have broadcast numbers that it did not store, and the
 * epoch keeps clients from confusing them with new ones.
 */
export function loadWorkspace(db: RawAccess, settings: WorkspaceSettings): Promise<StoredWorkspace> {
	return db.transaction(
		async (tx) => {
			const imported = await applyImport(tx);
			const epoch = Number((await readMeta(tx, "epoch")) ?? 0) + 1;
			await writeMeta(tx, "epoch", epoch);
			const startedAt = Math.max(Date.now(), Number((await readMeta(tx, "startedAt")) ?? 0) + 1);
			await writeMeta(tx, "startedAt", startedAt);
			await deleteRequestsBefore(tx, Date.now() - settings.limits.requestRetentionMs, REQUESTS_DELETED_AT_START);
			const numbers = await readLastNumbers(tx);
			await recordAbandonedItems(tx, numbers.seq, Date.now());
			await restorePeople(tx, Date.now());
			const chosenAgent = await readChosenAgent(tx, settings.agents);
			const stored = await readSession(tx, { ...settings, chosen: chosenAgent });
			return {
				epoch,
				startedAt,
				imported,
				isImporting: (await readMeta(tx, IMPORTING_META)) !== undefined,
				...numbers,
				...stored,
				chosenAgent,
				activity: await readActivity(tx),
				openPrompts: await readOpenPrompts(tx),
				promptAuthors: settings.speaker === "none" ? [] : await readPromptAuthors(tx),
				grants: settings.access.roles === "workspace" ? await readGrants(tx) : new Map(),
				chosenSettings: await readChosenSettings(tx, stored.session.agent),
			};
		},
		{ name: "workspace.load" },
	);
}
