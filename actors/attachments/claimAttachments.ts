import { type Attachment, LIMITS } from "../../src/protocol/index.ts";
import type { Identity } from "../access/identity.ts";
import { findAttachment, markSent, type StoredAttachment } from "../database/attachmentTable.ts";
import { refusal } from "../errors/refusal.ts";
import type { Transaction } from "../writer/writer.ts";
import { attachmentNotFound, promptFilesTooLarge } from "./attachmentFaults.ts";
import { toAttachment } from "./describeAttachment.ts";

/**
 * Takes the files that a prompt names, as part of the act that stores it: one's own, once they are whole, and those
 * that an earlier prompt has shown to everybody.
 *
 * @throws `attachment_not_found` or `attachment_too_large`
 */
export async function claimAttachments(
	act: Transaction,
	by: Identity,
	ids: readonly string[],
	promptId: string,
): Promise<readonly Attachment[]> {
	const files: StoredAttachment[] = [];
	for (const id of new Set(ids)) files.push(await requireComplete(act, by, id));
	const bytes = files.reduce((sum, { size }) => sum + size, 0);
	if (bytes > LIMITS.promptAttachmentBytes) throw refusal(promptFilesTooLarge());
	for (const { id } of files) await markSent(act.tx, id, promptId, Date.now());
	return files.map(toAttachment);
}

async function requireComplete(act: Transaction, by: Identity, id: string): Promise<StoredAttachment> {
	const file = await findAttachment(act.tx, id);
	const isTheirs = file?.userId === by.userId || file?.promptId !== null;
	// What an earlier prompt has sent may lie in the sandbox still, when its bytes are no longer kept here.
	const isThere = file?.bytes === "kept" || file?.path !== null;
	if (file && isTheirs && isThere && file.received === file.size) return file;
	throw refusal(attachmentNotFound());
}
