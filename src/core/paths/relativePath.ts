import { pathInsideFolder } from "./splitFolder.ts";

/** What a path may begin with once its folder is left out, so that it cannot be taken for another place: no `~`, no space. */
const UNAMBIGUOUS_START = /^(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}_.@+#$([{-]/u;

/**
 * A path as people say it: what lies in the folder that the agent works in, without the folder. All else comes back as
 * it is, and so does what would look like another place: a way up (`..`), a drive, a home folder, a name that begins
 * with something unseen.
 *
 * @example
 * relativePath("/srv/site/src/app.ts", "/srv/site"); // "src/app.ts"
 * relativePath("/srv/site-old/app.ts", "/srv/site"); // "/srv/site-old/app.ts"
 */
export function relativePath(path: string, folder: string | null | undefined): string {
	const inside = pathInsideFolder(path, folder);
	if (inside === null || !UNAMBIGUOUS_START.test(inside) || /^\w+:/.test(inside)) return path;
	const names = inside.split(/[/\\]/);
	return names.some((name) => name === "" || name === "." || name === "..") ? path : inside;
}
