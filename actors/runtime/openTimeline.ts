import type { TimelineItem } from "../../src/protocol/index.ts";
import { createSessionFacts, type SessionFacts } from "../agent/createSessionFacts.ts";
import { createHeadAnnouncer } from "../broadcast/createHeadAnnouncer.ts";
import { createPatchGatherer } from "../broadcast/createPatchGatherer.ts";
import { createOpenItems, type OpenItems } from "../items/createOpenItems.ts";
import { createFailureRow } from "../log/createFailureRow.ts";
import type { WorkspaceSettings } from "../options/workspaceOptions.ts";
import { createLedger } from "../writer/createLedger.ts";
import { createLiveItems } from "../writer/createLiveItems.ts";
import { createWriter } from "../writer/createWriter.ts";
import type { FlushPart, Writer } from "../writer/writer.ts";
import type { StoredWorkspace } from "./loadWorkspace.ts";
import type { WorkspaceHost } from "./workspaceHost.ts";

/** What keeps, stores and tells the workspace. */
export interface Timeline {
	readonly writer: Writer;
	readonly open: OpenItems;
	readonly facts: SessionFacts;
	/** Sends what waits, and where the workspace stands. */
	announce(): void;
	stop(): Promise<void>;
}

/**
 * @param kept - What is stored with the items: the raw log that they were projected from, and what people chose.
 * @param onItem - Hears of every item that is told.
 */
export function openTimeline(
	host: WorkspaceHost,
	{ limits }: WorkspaceSettings,
	stored: StoredWorkspace,
	kept: readonly FlushPart[],
	onItem: (item: TimelineItem) => void,
): Timeline {
	const open = createOpenItems();
	for (const item of stored.openPrompts) open.take(item);
	const live = createLiveItems();
	const take = (item: TimelineItem) => {
		open.take(item);
		onItem(item);
	};
	const ledger = createLedger({ ...stored, live, onItem: take, gatherer: () => gatherer });
	const announcer = createHeadAnnouncer({
		quietMs: limits.headAfterQuietMs,
		heartbeatMs: limits.heartbeatMs,
		isWatched: () => host.connections() > 0,
		send: () => host.broadcast("workspace.head", ledger.head()),
	});
	const gatherer = createPatchGatherer({
		seq: stored.seq,
		head: ledger.head,
		connections: host.connections,
		send(batch) {
			host.broadcast("workspace.patches", batch);
			announcer.touch();
		},
	});
	const facts = createSessionFacts(stored.session, (change) => {
		ledger.tellFact({ kind: "session", change });
		writer.scheduleFlush();
	});
	const writer = createWriter({
		db: host.db,
		ledger,
		live,
		gatherer,
		flushMs: limits.flushMs,
		keepRequestsMs: limits.keepRequestsMs,
		parts: [...kept, facts],
		flushes: createFailureRow(host.log, "flush_failed"),
	});

	return {
		writer,
		open,
		facts,
		announce() {
			gatherer.flush();
			announcer.announce();
		},
		async stop() {
			await writer.stop();
			announcer.stop();
		},
	};
}
