import { createReadStream, type Stats } from "node:fs";
import { open, rm, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { configureDefaultLogger } from "rivetkit/log";
import { isMissing } from "../actors/admin/engineErrors.ts";
import { WorkspaceAdmin } from "../actors/admin/WorkspaceAdmin.ts";
import { CliError, messageOf } from "./CliError.ts";

type Environment = Readonly<Record<string, string | undefined>>;

export interface TransferOptions {
	readonly folder: string;
	readonly workspaceId: string;
	readonly environment: Environment;
	readonly say: (line: string) => void;
}

/**
 * Writes a backup of a workspace.
 *
 * @param output - A file that does not exist yet; null for standard output.
 * @throws {CliError} When there is no key, or the workspace cannot be exported.
 */
export async function exportWorkspace(options: TransferOptions & { readonly output: string | null }): Promise<void> {
	const { folder, workspaceId, output, say } = options;
	await withAdmin(options, async (admin) => {
		const backup = Readable.from(admin.exportWorkspace(workspaceId));
		if (output === null) return pipeline(backup, process.stdout, { end: false });
		await writeBackup(resolve(folder, output), backup);
		say(`Exported ${workspaceId} to ${output}.`);
	});
}

/** A backup that failed halfway takes the place of no older one, and is not left for a whole one. */
export async function writeBackup(path: string, backup: Readable): Promise<void> {
	const file = await open(path, "wx").catch((error: unknown) => {
		const hint = "Name a file that does not exist yet, in a folder that does: nothing is overwritten.";
		throw new CliError("file_not_written", `${path} cannot be written: ${messageOf(error)}`, hint, { cause: error });
	});
	try {
		await pipeline(backup, file.createWriteStream());
	} catch (error) {
		await rm(path, { force: true });
		throw error;
	}
}

/**
 * Fills a new workspace with a backup.
 *
 * @throws {CliError} When there is no key or file, or the workspace takes no backup.
 */
export async function importWorkspace(
	options: TransferOptions & { readonly file: string; readonly keepSandbox: boolean },
): Promise<void> {
	const { folder, workspaceId, file, keepSandbox, say } = options;
	const path = resolve(folder, file);
	const found: Stats | null = await stat(path).catch(() => null);
	if (!found?.isFile())
		throw new CliError(
			"file_not_found",
			`There is no file ${path}.`,
			"Name the file that `workspace-chat export` has written.",
		);
	await withAdmin(options, (admin) => admin.importWorkspace(workspaceId, createReadStream(path), { keepSandbox }));
	say(`Imported ${file} into ${workspaceId}.`);
}

export async function withAdmin(
	{ environment }: TransferOptions,
	run: (admin: WorkspaceAdmin) => Promise<void>,
): Promise<void> {
	const adminKey = environment.WORKSPACE_CHAT_ADMIN_KEY;
	if (!adminKey) {
		throw new CliError(
			"no_admin_key",
			"WORKSPACE_CHAT_ADMIN_KEY is not set: only who has the workspace’s admin key may do this.",
			"Give createWorkspace `adminKey: process.env.WORKSPACE_CHAT_ADMIN_KEY`, and both programs the same key.",
		);
	}
	// It writes to standard output, which may be the backup. What it says is in the errors, in words.
	configureDefaultLogger("silent");
	const admin = new WorkspaceAdmin({ adminKey });
	try {
		await run(admin);
	} catch (error) {
		throw describe(error);
	} finally {
		await admin.dispose();
	}
}

function describe(error: unknown): CliError {
	if (error instanceof CliError) return error;
	const options = { cause: error };
	if (isMissing(error)) {
		const hint = "Check the id, and by RIVET_ENDPOINT and RIVET_TOKEN that this is the engine that has it.";
		return new CliError("not_found", messageOf(error), hint, options);
	}
	// The backup itself is none. The workspace that was made for it is removed.
	if (error instanceof RangeError)
		return new CliError("invalid_argument", messageOf(error), "Use another copy of the backup.", options);
	return new CliError(codeOf(error), messageOf(error), hintOf(error), options);
}

function codeOf(error: unknown): string {
	const { code } = Object(error);
	return typeof code === "string" ? code : "internal";
}

const DEFAULT_HINT = "RIVET_ENDPOINT and RIVET_TOKEN say where the engine is, as they do for a server.";

function hintOf(error: unknown): string {
	const { metadata } = Object(error);
	const { hint, detail } = Object(metadata);
	return [detail, hint].filter((part) => typeof part === "string").join("\n  ") || DEFAULT_HINT;
}
