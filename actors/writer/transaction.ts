import type { RawAccess } from "rivetkit/db";
import type { ActionName, TimelineItem } from "../../src/protocol/index.ts";
import { type Act, doneAct } from "../../src/rules/audit.ts";
import { isAdmin } from "../access/admin.ts";
import type { Identity } from "../access/identity.ts";
import { deleteRequestsBefore, findRequest, type IdempotentRequest, insertRequest } from "../database/requestTable.ts";
import type { ItemDraft } from "../items/itemDraft.ts";
import type { Ledger, Sequenced, StateChange } from "./Ledger.ts";

/** What one action of a person, or of the workspace itself, changes: all of it or nothing. */
export interface Transaction {
	readonly tx: RawAccess;
	/** How long the response to a client id is kept, in milliseconds. */
	readonly requestRetentionMs: number;
	/**
	 * A person with the role that they have by now: it may have been taken while their request waited for the transactions
	 * before it. What runs in `runIdempotent` is checked by that.
	 *
	 * @throws {Refusal} When they may not do it any more.
	 */
	requireStill(person: Identity, action: ActionName): Identity;
	/** Stores an item with the transaction, and broadcasts it after. */
	put<Draft extends ItemDraft>(draft: Draft): Sequenced<Draft>;
	/** Broadcasts a change after the transaction is stored. */
	broadcast(change: StateChange): void;
	/** Runs once the transaction is stored and published. */
	afterCommit(effect: () => void): void;
	/**
	 * Records an act in the audit log, with the transaction. What runs in `runIdempotent` is recorded by that: this is for
	 * what people do otherwise, and for what the policy, the host and the workspace do.
	 */
	audit(act: Act): void;
	/** The rule of the policy for what a person does in this transaction. */
	auditRule(rule: string | undefined): void;
}

/** What a transaction will change once it is stored. */
export interface CollectedChanges {
	readonly items: readonly TimelineItem[];
	readonly stateChanges: readonly StateChange[];
	readonly effects: readonly (() => void)[];
	readonly acts: readonly Act[];
}

/** A transaction, and the changes that were made with it so far. */
export function collectTransaction(
	ledger: Pick<Ledger, "assignSeq">,
	given: Pick<Transaction, "tx" | "requestRetentionMs" | "requireStill">,
): { readonly transaction: Transaction; readonly changes: CollectedChanges } {
	const items: TimelineItem[] = [];
	const stateChanges: StateChange[] = [];
	const effects: (() => void)[] = [];
	const acts: Act[] = [];
	let rule: string | null = null;
	const transaction: Transaction = {
		...given,
		put(draft) {
			const item = ledger.assignSeq(draft);
			items.push(item);
			return item;
		},
		broadcast: (change) => stateChanges.push(change),
		afterCommit: (effect) => effects.push(effect),
		audit: (act) => acts.push({ ...act, rule: act.rule ?? rule }),
		auditRule(given) {
			rule = given ?? null;
		},
	};
	return { transaction, changes: { items, stateChanges, effects, acts } };
}

/** A request of a person. */
interface PersonRequest {
	/** With the role that they had when they called. */
	readonly by: Identity;
	readonly action: ActionName;
	readonly request: { readonly clientId: string };
}

function toActor({ userId, action }: IdempotentRequest) {
	return { userId: isAdmin({ userId }) ? null : userId, action };
}

/** More than one, so that the table shrinks with every request, however long nothing was deleted. */
const DELETED_PER_REQUEST = 2;

/**
 * Does the work of a request the first time; a repeat under the same client id gets the first response.
 *
 * @param work - Receives the person with the role that they have by now.
 * @throws {Refusal} `client_id_reused` when the client id belongs to another request; as `requireStill` of the transaction.
 */
export function runIdempotent<Response>(
	transaction: Transaction,
	{ by, action, request }: PersonRequest,
	work: (by: Identity) => Response | Promise<Response>,
): Promise<Response> {
	return storeIdempotent(transaction, { userId: by.userId, action, request }, () =>
		work(transaction.requireStill(by, action)),
	);
}

/**
 * As {@link runIdempotent}, for a request whose person was checked when it took effect, outside of the transaction: what has
 * happened is stored, whatever they may do by now.
 */
export async function storeIdempotent<Response>(
	transaction: Transaction,
	request: IdempotentRequest,
	work: () => Response | Promise<Response>,
): Promise<Response> {
	const known = await findRequest<Response>(transaction.tx, request);
	if (known) return known.response;
	const response = await work();
	transaction.audit(doneAct(toActor(request), request.request, response));
	const now = Date.now();
	await insertRequest(transaction.tx, request, response, now);
	await deleteRequestsBefore(transaction.tx, now - transaction.requestRetentionMs, DELETED_PER_REQUEST);
	return response;
}
