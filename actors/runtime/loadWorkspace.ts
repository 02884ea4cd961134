import type { RawAccess } from "rivetkit/db";
import type { PromptItem } from "../../src/protocol/index.ts";
import { readSession, type StoredSession } from "../agent/SessionStore.ts";
import { type ChosenSettings, readChosenSettings } from "../agent/SettingsStore.ts";
import { readLastNumbers, readOpenPrompts, recordAbandonedItems } from "../database/itemTable.ts";
import { readMeta, writeMeta } from "../database/metaTable.ts";
import { deleteRequestsBefore } from "../database/requestTable.ts";
import type { WorkspaceSettings } from "../options/workspaceOptions.ts";

/** What a workspace starts from. */
export interface StoredWorkspace extends StoredSession {
	readonly epoch: number;
	readonly seq: number;
	readonly order: number;
	/** Those that wait or ran when the process before ended, oldest first. */
	readonly openPrompts: readonly PromptItem[];
	readonly choices: ChosenSettings;
}

/** What is left over goes with the requests that come. */
const REQUESTS_DELETED_AT_START = 200;

/**
 * Reads what a start needs, and no history: Rivet gives it 5 seconds, whatever is stored. The epoch is stored before
 * anything is told in it, so that numbers which a killed process told but did not store are never mistaken for those
 * to come.
 */
export function loadWorkspace(db: RawAccess, settings: WorkspaceSettings): Promise<StoredWorkspace> {
	return db.transaction(
		async (tx) => {
			const epoch = Number((await readMeta(tx, "epoch")) ?? 0) + 1;
			await writeMeta(tx, "epoch", epoch);
			await deleteRequestsBefore(tx, Date.now() - settings.limits.requestRetentionMs, REQUESTS_DELETED_AT_START);
			const numbers = await readLastNumbers(tx);
			await recordAbandonedItems(tx, numbers.seq, Date.now());
			return {
				epoch,
				...numbers,
				...(await readSession(tx, settings.agent)),
				openPrompts: await readOpenPrompts(tx),
				choices: await readChosenSettings(tx, settings.agent),
			};
		},
		{ name: "workspace.load" },
	);
}
