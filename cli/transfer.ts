import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { WorkspaceAdmin } from "../actors/admin/WorkspaceAdmin.ts";
import { CliError, messageOf } from "./CliError.ts";

type Environment = Readonly<Record<string, string | undefined>>;

interface TransferOptions {
	readonly folder: string;
	readonly workspaceId: string;
	readonly environment: Environment;
}

/**
 * Writes a backup of a workspace.
 *
 * @param output - A file that does not exist yet; null for standard output.
 * @throws {CliError} When there is no key, or the workspace cannot be exported.
 */
export async function exportWorkspace(options: TransferOptions & { readonly output: string | null }): Promise<void> {
	const { folder, workspaceId, output } = options;
	await withAdmin(options, async (admin) => {
		const backup = Readable.from(admin.exportWorkspace(workspaceId));
		// A backup that failed halfway must not take the place of an older one.
		if (output === null) await pipeline(backup, process.stdout, { end: false });
		else await pipeline(backup, createWriteStream(resolve(folder, output), { flags: "wx" }));
	});
}

/**
 * Fills a new workspace with a backup.
 *
 * @throws {CliError} When there is no key or file, or the workspace takes no backup.
 */
export async function importWorkspace(
	options: TransferOptions & { readonly file: string; readonly keepSandbox: boolean },
): Promise<void> {
	const { folder, workspaceId, file, keepSandbox } = options;
	const path = resolve(folder, file);
	if (!existsSync(path))
		throw new CliError(`There is no ${path}.`, "Name the file that `workspace-chat export` has written.");
	await withAdmin(options, (admin) => admin.importWorkspace(workspaceId, createReadStream(path), { keepSandbox }));
}

async function withAdmin(
	{ environment }: TransferOptions,
	run: (admin: WorkspaceAdmin) => Promise<void>,
): Promise<void> {
	const adminKey = environment.WORKSPACE_CHAT_ADMIN_KEY;
	if (!adminKey) {
		throw new CliError(
			"WORKSPACE_CHAT_ADMIN_KEY is not set: only who has the workspace’s admin key may do this.",
			"Give createWorkspace `adminKey: process.env.WORKSPACE_CHAT_ADMIN_KEY`, and both programs the same key.",
		);
	}
	const admin = new WorkspaceAdmin({ adminKey });
	try {
		await run(admin);
	} catch (error) {
		throw new CliError(messageOf(error), hintOf(error), { cause: error });
	} finally {
		await admin.dispose();
	}
}

const DEFAULT_HINT = "RIVET_ENDPOINT and RIVET_TOKEN say where the engine is, as they do for a server.";

function hintOf(error: unknown): string {
	const { metadata } = Object(error);
	const { hint, detail } = Object(metadata);
	return [detail, hint].filter((part) => typeof part === "string").join("\n  ") || DEFAULT_HINT;
}
