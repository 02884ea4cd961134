import type { RawAccess } from "rivetkit/db";
import {
	type ApprovalItem,
	type Head,
	PROTOCOL_VERSION,
	type SyncResponse,
	type TimelineItem,
} from "../../src/protocol/index.ts";
import { allowedActions } from "../access/allowedActions.ts";
import type { Identity } from "../access/identity.ts";
import { toPerson } from "../access/personOf.ts";
import { readItemsAfter, readItemsBefore } from "../database/itemTable.ts";
import { truncateItem } from "../items/cutItem.ts";
import { jsonByteLength } from "../items/jsonBytes.ts";
import { mergeUnstored } from "../items/mergeUnstored.ts";
import { selectNewestItems } from "../items/selectWindow.ts";
import { takeWithinBytes } from "../items/takeFitting.ts";
import type { Workspace } from "./workspace.ts";

/** Under Rivet's 1 MiB for what goes out. */
const MAX_ANSWER_BYTES = 900_000;

/** What waits is shown in short: 50 prompts of full length would not fit. */
const MAX_QUEUED_ITEM_BYTES = 8_192;

/** An agent may ask for any number of permissions at once: so many bytes they all share. */
const MAX_APPROVALS_BYTES = 204_800;

/** Whatever else there is, the window holds so much. */
const MIN_WINDOW_BYTES = 131_072;

interface SyncQuery {
	readonly have: Head | null;
	readonly limit: number;
}

interface SyncRows {
	readonly window: SyncResponse["window"];
	readonly items: readonly TimelineItem[];
}

/** Where the workspace stands, and what a client that is at `have` needs to get there. */
export async function answerSync(workspace: Workspace, identity: Identity, query: SyncQuery): Promise<SyncResponse> {
	const { epoch } = workspace.writer.head();
	const { rows, unstored, head } = await workspace.writer.read("sync", (tx) => readSyncRows(tx, query, epoch));
	const facts = describeState(workspace, identity);
	const since = rows.window === "changed" ? (query.have?.seq ?? 0) : 0;
	const items = mergeUnstored(
		rows.items,
		unstored.filter((item) => item.seq > since),
	);
	const maxBytes = Math.max(MIN_WINDOW_BYTES, MAX_ANSWER_BYTES - jsonByteLength(facts));
	const window = selectNewestItems(items, query.limit, maxBytes);
	if (rows.window === "changed" && window.hasOlder) return answerSync(workspace, identity, { ...query, have: null });
	return { protocol: PROTOCOL_VERSION, ...head, window: rows.window, ...window, ...facts, now: Date.now() };
}

/** What changed, when that is known and little; else the newest. */
async function readSyncRows(tx: RawAccess, { have, limit }: SyncQuery, epoch: number): Promise<SyncRows> {
	if (have?.epoch === epoch) {
		const items = await readItemsAfter(tx, have.seq, limit + 1);
		if (items.length <= limit) return { window: "changed", items };
	}
	return { window: "new", items: await readItemsBefore(tx, Number.MAX_SAFE_INTEGER, limit + 1) };
}

type SyncState = Omit<SyncResponse, keyof Head | "protocol" | "window" | "items" | "hasOlder">;

function describeState(
	{ sessionStore, currentTurn, openItems, presence, settings }: Workspace,
	identity: Identity,
): SyncState {
	return {
		session: sessionStore.get(),
		turn: currentTurn.get(),
		queue: openItems.queue().map((prompt) => truncateItem(prompt, MAX_QUEUED_ITEM_BYTES)),
		whenBusy: settings.whenBusy,
		approvals: truncateApprovals(openItems.approvals()),
		approvalRole: settings.access.answerApproval,
		participants: presence.participants(),
		self: {
			...toPerson(identity),
			role: identity.role,
			allowedActions: allowedActions(settings.access, identity.role),
		},
	};
}

function truncateApprovals(approvals: readonly ApprovalItem[]): readonly ApprovalItem[] {
	const share = Math.min(MAX_QUEUED_ITEM_BYTES, Math.floor(MAX_APPROVALS_BYTES / Math.max(1, approvals.length)));
	return takeWithinBytes(
		approvals.map((approval) => truncateItem(approval, share)),
		MAX_APPROVALS_BYTES,
	);
}
