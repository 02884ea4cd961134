import { deleteRequestsBefore, findRequest, insertRequest, type RequestKey } from "../database/requestTable.ts";
import type { Transaction } from "./writer.ts";

/** More than one: the table shrinks while requests come, however long nobody has swept it. */
const DELETED_PER_REQUEST = 2;

/** Does the work of a request the first time; a repeat under the same client id gets the first answer. */
export async function runIdempotent<Answer>(
	act: Transaction,
	key: RequestKey,
	work: () => Answer | Promise<Answer>,
): Promise<Answer> {
	const known = await findRequest<Answer>(act.tx, key);
	if (known) return known.answer;
	const answer = await work();
	const now = Date.now();
	await insertRequest(act.tx, key, answer, now);
	await deleteRequestsBefore(act.tx, now - act.requestRetentionMs, DELETED_PER_REQUEST);
	return answer;
}
