import { access, constants, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { EngineDisk } from "../database/storageError.ts";
import { locateEngine } from "./localEngine.ts";
import { type Environment, findEndpoint } from "./productionProblem.ts";

/** Looks at the disk of the engine beside this process; null when the engine is elsewhere or its folder cannot be read. */
export async function readEngineDisk(environment: Environment): Promise<EngineDisk | null> {
	if (findEndpoint(environment) !== null) return null;
	try {
		const folder = join(locateEngine(environment).storage, ".rivetkit");
		const { bavail, bsize } = await statfs(folder);
		return { free: bavail * bsize, isWritable: await isWritable(folder) };
	} catch {
		return null;
	}
}

/** False for a file system that is mounted read-only, whoever asks. */
async function isWritable(folder: string): Promise<boolean> {
	try {
		await access(folder, constants.W_OK);
		return true;
	} catch {
		return false;
	}
}
