import type { RawAccess } from "rivetkit/db";
import { type Head, LIMITS, PROTOCOL_VERSION, type SyncResponse, type TimelineItem } from "../../src/protocol/index.ts";
import { toPerson, toSelf } from "../../src/rules/access.ts";
import { contentNotFoundRefusal, itemNotFoundRefusal } from "../../src/rules/refusals.ts";
import type { Identity } from "../access/identity.ts";
import { readItem, readItemsAfter, readItemsBefore } from "../database/itemTable.ts";
import { truncateForStorage, truncateItem } from "../items/itemSize.ts";
import { mergeUnstored, selectNewestItems } from "../items/itemWindow.ts";
import type { Workspace } from "../runtime/workspace.ts";
import { jsonByteLength, takeWithinBytes } from "../text/jsonSize.ts";
import { createActionHandler } from "./actionHandler.ts";

/** Below Rivet's limit of 1 MiB for outgoing messages. */
const MAX_RESPONSE_BYTES = 900_000;

/** Queued prompts are truncated to this: 50 of full length would not fit. */
const MAX_QUEUED_ITEM_BYTES = 8_192;

/** For all pending approvals together, and for all questions: an agent may ask any number of them at once. */
const MAX_PENDING_BYTES = 204_800;

/** The window may be at least this large, however large the rest of the response is. */
const MIN_WINDOW_BYTES = 131_072;

interface SyncQuery {
	readonly have: Head | null;
	readonly limit: number;
}

interface SyncRows {
	readonly window: SyncResponse["window"];
	readonly items: readonly TimelineItem[];
}

/** The state of the workspace, with the items that a client at `have` needs to catch up. */
async function readSyncResponse(workspace: Workspace, identity: Identity, query: SyncQuery): Promise<SyncResponse> {
	const { epoch } = workspace.writer.head();
	const { rows, unstored, head } = await workspace.writer.read("sync", async (tx) => ({
		...(await readSyncRows(tx, query, epoch)),
		read: await workspace.readMarks.find(tx, identity.userId),
	}));
	const facts = { ...describeState(workspace, identity), read: rows.read };
	const since = rows.window === "changed" ? (query.have?.seq ?? 0) : 0;
	const items = mergeUnstored(
		rows.items,
		unstored.filter((item) => item.seq > since),
	);
	const maxBytes = Math.max(MIN_WINDOW_BYTES, MAX_RESPONSE_BYTES - jsonByteLength(facts));
	const window = selectNewestItems(items, query.limit, maxBytes);
	if (rows.window === "changed" && window.hasOlder)
		return readSyncResponse(workspace, identity, { ...query, have: null });
	return { protocol: PROTOCOL_VERSION, ...head, window: rows.window, ...window, ...facts, now: Date.now() };
}

/** The items that changed after `have`, if that is known and they fit a window; otherwise the newest items. */
async function readSyncRows(tx: RawAccess, { have, limit }: SyncQuery, epoch: number): Promise<SyncRows> {
	if (have?.epoch === epoch) {
		const items = await readItemsAfter(tx, have.seq, limit + 1);
		if (items.length <= limit) return { window: "changed", items };
	}
	return { window: "new", items: await readItemsBefore(tx, Number.MAX_SAFE_INTEGER, limit + 1) };
}

type SyncState = Omit<SyncResponse, keyof Head | "protocol" | "window" | "items" | "hasOlder" | "read">;

function describeState(
	{ sessionStore, currentTurn, openItems, presence, presenceBroadcaster, settings }: Workspace,
	identity: Identity,
): SyncState {
	return {
		session: sessionStore.get(),
		turn: currentTurn.get(),
		queue: openItems.queue().map((prompt) => truncateItem(prompt, MAX_QUEUED_ITEM_BYTES)),
		whenBusy: settings.whenBusy,
		promptRole: settings.access.prompt,
		approvals: truncateToShares(openItems.approvals(), MAX_QUEUED_ITEM_BYTES),
		approvalRole: settings.access.answerApproval,
		questions: truncateToShares(openItems.questions(), LIMITS.itemBytes),
		questionRole: settings.access.answerQuestion,
		participants: presence.participants(),
		presence: presenceBroadcaster.snapshot(),
		self: toSelf(settings.access, identity),
	};
}

function truncateToShares<Item extends TimelineItem>(items: readonly Item[], maxItemBytes: number): readonly Item[] {
	const share = Math.min(maxItemBytes, Math.floor(MAX_PENDING_BYTES / Math.max(1, items.length)));
	return takeWithinBytes(
		items.map((item) => truncateItem(item, share)),
		MAX_PENDING_BYTES,
	);
}

/** First load, gap, reconnect and wake, all in one. Whoever syncs over a connection is a participant until it closes. */
export const sync = createActionHandler("sync", async (workspace, caller, request) => {
	if (caller.connectionId !== null) {
		recordMissedChanges(workspace, caller.connectionId, request.have);
		if (!workspace.presence.has(caller.connectionId)) workspace.people.open(caller);
		workspace.presence.join(caller.connectionId, caller);
		workspace.sessionKeeper.ensureOpen(toPerson(caller));
	}
	const query = { have: request.have, limit: request.limit ?? LIMITS.defaultWindowItems };
	const response = await readSyncResponse(workspace, caller, query);
	workspace.telemetry.recordSync(response.window);
	return response;
});

/** A client that is behind, on a connection over which it synced before, has missed a broadcast. */
function recordMissedChanges(
	{ presence, writer, telemetry }: Workspace,
	connectionId: string,
	have: Head | null,
): void {
	const { epoch, seq } = writer.head();
	if (!presence.has(connectionId) || have?.epoch !== epoch) return;
	if (have.seq < seq) telemetry.recordMissedChanges(seq - have.seq);
}

/** Below Rivet's limit of 1 MiB for outgoing messages. */
const MAX_PAGE_BYTES = 800_000;

export const getHistory = createActionHandler("getHistory", async ({ writer }, _caller, request) => {
	const { before, limit = LIMITS.defaultWindowItems } = request;
	const { rows, unstored } = await writer.read("getHistory", (tx) => readItemsBefore(tx, before, limit + 1));
	const older = unstored.filter((item) => item.order < before);
	return selectNewestItems(mergeUnstored(rows, older), limit, MAX_PAGE_BYTES);
});

export const readContent = createActionHandler(
	"readContent",
	async ({ contents, uploads }, _caller, { id, offset }) => {
		// The agent's first: people choose the ids of what they attach.
		const page = (await contents.findPage(id, offset)) ?? (await uploads.findPage(id, offset));
		if (!page) throw contentNotFoundRefusal();
		return page;
	},
);

export const markRead = createActionHandler("markRead", ({ readMarks }, caller, { order }) =>
	readMarks.mark(caller, order),
);

export const getUnreadSummary = createActionHandler("getUnreadSummary", ({ readMarks }, caller, since) =>
	readMarks.summarize(caller.userId, since),
);

export const getItem = createActionHandler("getItem", async ({ writer }, _caller, request) => {
	const { rows: stored, unstored } = await writer.read("getItem", (tx) => readItem(tx, request.id));
	const found = unstored.find((live) => live.id === request.id) ?? stored;
	if (found) return truncateForStorage(found);
	throw itemNotFoundRefusal();
});
