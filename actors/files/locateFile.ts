import { SessionError } from "../session/SessionError.ts";
import { noSuchFile, outsideFolder } from "./fileFaults.ts";
import type { FolderLocation } from "./folder.ts";
import { resolvePaths } from "./resolvePaths.ts";

export interface LocatedFile {
	/** Where it is, with every link followed. */
	readonly real: string;
	/** As people know it: from the workspace's folder, without a slash at either end. */
	readonly path: string;
}

/**
 * Finds what a path means, inside of the folder and nowhere else.
 *
 * @param path - From the folder on, or absolute.
 * @throws {SessionError} `invalid_argument` when it leads out of the folder, itself or by a link; `not_found`.
 */
export async function locateFile(
	{ sandbox, root }: FolderLocation,
	path: string,
	signal: AbortSignal,
): Promise<LocatedFile> {
	const names = splitPath(path);
	if (names.includes("..")) throw new SessionError(outsideFolder());
	const asked = path.startsWith("/") ? `/${names.join("/")}` : [root, ...names].join("/");
	const [realRoot, real] = await resolvePaths(sandbox, [root, asked], signal);
	if (!realRoot) throw new SessionError(noSuchFile());
	const inside = path.startsWith("/") ? (relativePath(root, asked) ?? relativePath(realRoot, asked)) : names.join("/");
	if (inside === null) throw new SessionError(outsideFolder());
	if (!real) throw new SessionError(noSuchFile());
	if (relativePath(realRoot, real) === null) throw new SessionError(outsideFolder());
	return { real, path: inside };
}

/** The way from a folder to a path in it; null when it is not in it. */
export function relativePath(folder: string, path: string): string | null {
	const base = splitPath(folder);
	const names = splitPath(path);
	return base.every((name, index) => name === names[index]) ? names.slice(base.length).join("/") : null;
}

function splitPath(path: string): readonly string[] {
	return path.split("/").filter((name) => name !== "" && name !== ".");
}
