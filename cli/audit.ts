import { once } from "node:events";
import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type AuditVerification, verifyAuditLog } from "../actors/audit/auditLines.ts";
import { CliError, messageOf } from "./CliError.ts";
import { type TransferOptions, withAdmin, writeBackup } from "./transfer.ts";

type Known = AuditVerification["head"];

/**
 * Writes the audit log of a workspace, and verifies what it writes.
 *
 * @param output - A file that does not exist yet; null for standard output.
 * @param known - The last entry of an earlier export, as `parseKnown` reads it; null for none.
 * @throws {CliError} When there is no key, the log cannot be read, or an entry is not as it was written.
 */
export async function exportAuditLog(
	options: TransferOptions & { readonly output: string | null; readonly known: Known | null },
): Promise<void> {
	const { folder, workspaceId, output, known } = options;
	await withAdmin(options, async (admin) => {
		const copy = new PassThrough();
		const log = Readable.from(copyTo(copy, admin.exportAuditLog(workspaceId)));
		const write = () =>
			output === null ? pipeline(log, process.stdout, { end: false }) : writeBackup(resolve(folder, output), log);
		const [verified] = await Promise.all([verifyAuditLog(copy, known ?? undefined), write()]);
		// Standard output may be the log.
		report(verified, console.error);
	});
}

/** Passes the pieces of a text on, and writes them into a stream as fast as that is read. */
async function* copyTo(copy: PassThrough, pieces: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
	try {
		for await (const piece of pieces) {
			if (!copy.write(piece)) await once(copy, "drain");
			yield piece;
		}
		copy.end();
	} catch (error) {
		copy.destroy(error instanceof Error ? error : new Error(String(error)));
		throw error;
	}
}

/**
 * Verifies an audit log that was written to a file. It needs neither a server nor a key.
 *
 * @throws {CliError} When it is no audit log, or an entry is not as it was written.
 */
export async function checkAuditLog({
	folder,
	file,
	known,
	say,
}: Pick<TransferOptions, "folder" | "say"> & { readonly file: string; readonly known: Known | null }): Promise<void> {
	const verified = await verifyAuditLog(createReadStream(resolve(folder, file)), known ?? undefined).catch(
		(error: unknown) => {
			const hint = "Name the file that `workspace-chat audit <workspace> --output` has written.";
			throw new CliError("invalid_argument", messageOf(error), hint, { cause: error });
		},
	);
	report(verified, say);
}

function report({ entries, head, start, problem }: AuditVerification, say: (line: string) => void): void {
	if (problem) {
		const hint = "Somebody has changed the database, or the file. Compare it with an earlier export.";
		throw new CliError("audit_changed", `Entry ${problem.seq} is not as it was written: ${problem.reason}.`, hint);
	}
	const cut = start.seq === 0 ? "" : ` Entries up to ${start.seq} are no longer kept.`;
	say(`${entries} entries, none of which was changed.${cut} The last one: --known ${head.seq}:${head.hash}`);
}

/** @throws {CliError} When it is no entry, as `audit` prints the last one. */
export function parseKnown(text: string | undefined): Known | null {
	if (text === undefined) return null;
	const [, seq, hash] = /^(\d+):([\w-]*)$/.exec(text) ?? [];
	if (seq !== undefined && hash !== undefined) return { seq: Number(seq), hash };
	throw new CliError(
		"usage",
		`--known takes the number and the hash of an entry, and got “${text}”.`,
		"See: npx workspace-chat --help",
	);
}
