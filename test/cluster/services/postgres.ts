import { execFile } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../../../demo/server/engine/freePort.ts";

const run = promisify(execFile);

const HOST = "127.0.0.1";

/** A database server of its own, without a password. */
export interface Postgres {
	/** The address of an empty database. */
	readonly url: string;
	stop(): Promise<void>;
}

/** The folder of the newest Postgres of this machine; null if it has none. */
export function findPostgres(): string | null {
	const byVersion = globSync("/usr/lib/postgresql/*/bin").sort((one, other) => versionOf(other) - versionOf(one));
	const onPath = (process.env.PATH ?? "").split(delimiter);
	return [...byVersion, ...onPath].find((folder) => existsSync(join(folder, "initdb"))) ?? null;
}

const versionOf = (path: string) => Number(path.split("/").at(-2));

/** @param bin - What `findPostgres` returns. */
export async function startPostgres(bin: string): Promise<Postgres> {
	// Its own user must be able to reach it, so it is not below a folder of this process.
	const folder = await mkdtemp("/tmp/workspace-chat-postgres-");
	const user = unprivilegedUser();
	if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid);
	const port = await freePort();
	const data = join(folder, "data");
	const call = (program: string, args: readonly string[]) => run(join(bin, program), args, { ...user, cwd: folder });
	await call("initdb", ["-D", data, "-A", "trust", "-U", "rivet", "-N"]);
	const settings = `-p ${port} -c listen_addresses=${HOST} -k ${folder} -c fsync=off`;
	await call("pg_ctl", ["-D", data, "-o", settings, "-l", join(folder, "log"), "-w", "start"]);
	await call("createdb", ["-h", HOST, "-p", String(port), "-U", "rivet", "rivet"]);
	return {
		url: `postgresql://rivet@${HOST}:${port}/rivet`,
		async stop() {
			await call("pg_ctl", ["-D", data, "-m", "immediate", "-w", "stop"]);
			await rm(folder, { recursive: true, force: true, maxRetries: 5 });
		},
	};
}

/** Postgres refuses to run as root. */
function unprivilegedUser(): { readonly uid?: number; readonly gid?: number } {
	if (process.getuid?.() !== 0) return {};
	const users = readFileSync("/etc/passwd", "utf8").split("\n");
	const [, , uid, gid] = users.map((line) => line.split(":")).find(([name]) => name === "postgres") ?? [];
	return { uid: Number(uid ?? 65_534), gid: Number(gid ?? 65_534) };
}
