import type { TimelineItem } from "../../src/protocol/index.ts";
import { createSessionStore, type SessionStore } from "../agent/sessionFacts.ts";
import { createHeadAnnouncer } from "../broadcast/headAnnouncer.ts";
import { createPatchBatcher } from "../broadcast/patchBatcher.ts";
import type { WorkspaceHost } from "../host/workspaceHost.ts";
import { createOpenItems, type OpenItems } from "../items/openItems.ts";
import { createFailureStreak } from "../log/failureStreak.ts";
import type { WorkspaceSettings } from "../options/workspaceOptions.ts";
import { createLedger, createLiveItems } from "../writer/ledger.ts";
import { createWriter, type FlushParticipant, type Writer } from "../writer/writer.ts";
import type { StoredWorkspace } from "./loadWorkspace.ts";

/** What keeps, stores and tells the workspace. */
export interface WorkspaceStorage {
	readonly writer: Writer;
	readonly openItems: OpenItems;
	readonly sessionStore: SessionStore;
	/** Sends what waits, and where the workspace stands. */
	announce(): void;
	stop(): Promise<void>;
}

/**
 * @param kept - What is stored with the items: the raw log that they were projected from, and what people chose.
 * @param onItem - Hears of every item that is told.
 */
export function openStorage(
	host: WorkspaceHost,
	{ limits }: WorkspaceSettings,
	stored: StoredWorkspace,
	kept: readonly FlushParticipant[],
	onItem: (item: TimelineItem) => void,
): WorkspaceStorage {
	const openItems = createOpenItems();
	for (const item of stored.openPrompts) openItems.apply(item);
	const live = createLiveItems();
	const take = (item: TimelineItem) => {
		openItems.apply(item);
		onItem(item);
	};
	const ledger = createLedger({ ...stored, live, onItem: take, batcher: () => batcher });
	const announcer = createHeadAnnouncer({
		quietMs: limits.headAfterIdleMs,
		heartbeatIntervalMs: limits.heartbeatIntervalMs,
		hasListeners: () => host.connections() > 0,
		send: () => host.broadcast("workspace.head", ledger.head()),
	});
	const batcher = createPatchBatcher({
		seq: stored.seq,
		head: ledger.head,
		connections: host.connections,
		send(batch) {
			host.broadcast("workspace.patches", batch);
			announcer.schedule();
		},
	});
	const sessionStore = createSessionStore(stored.session, (change) => {
		ledger.publishState({ kind: "session", change });
		writer.scheduleFlush();
	});
	const writer = createWriter({
		db: host.db,
		ledger,
		live,
		batcher,
		flushIntervalMs: limits.flushIntervalMs,
		requestRetentionMs: limits.requestRetentionMs,
		parts: [...kept, sessionStore],
		flushStreak: createFailureStreak(host.log, "flush_failed"),
	});

	return {
		writer,
		openItems,
		sessionStore,
		announce() {
			batcher.flush();
			announcer.announce();
		},
		async stop() {
			await writer.stop();
			announcer.stop();
		},
	};
}
