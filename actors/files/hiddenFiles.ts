import { isAttachmentPath, isDotPath } from "../../src/rules/hiddenFiles.ts";
import type { Refusal } from "../../src/rules/refusals.ts";
import { SessionError } from "../errors/sessionErrors.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { runCommand, SandboxApiError } from "../sandbox/sandboxApi.ts";
import { isRelativePath, type LocatedFile, locateFile, relativePath } from "./paths.ts";

/**
 * Prints those of some names in a folder that Git ignores, or `/` when it ignores the folder or does not say. The
 * repository is the nearest one, and each on the way to it must not ignore the next. Git's own hook for watching files
 * is disabled, and the repository may belong to another user: nothing of it runs. Where there is no Git, it does not say
 * what it ignores in a repository.
 */
const IGNORED_SCRIPT = String.raw`
root=$1 folder=$2
shift 2
git_in() { at=$1; shift; git -c core.fsmonitor=false -c safe.directory='*' -C "$at" "$@" 2>/dev/null; }
hide_all() { printf '/\0'; exit 0; }
base=
if git_in "$root" rev-parse --is-inside-work-tree >/dev/null; then
	git_in "$root" check-ignore -q . || base=$root
elif [ -e "$root/.git" ]; then
	hide_all
fi
here=$root
set -f
IFS=/
for name in $folder; do
	here=$here/$name
	[ -e "$here/.git" ] || continue
	if [ -n "$base" ]; then
		git_in "$base" check-ignore -q -- "$here"
		[ $? -eq 1 ] || hide_all
	fi
	base=$here
done
[ -n "$base" ] || exit 0
# The prefix keeps a name from being an option or a pattern.
printf './%s\0' "$@" | git_in "$here" check-ignore -z --stdin
[ $? -le 1 ] || hide_all
`;
const IGNORED_TIMEOUT_MS = 4_000;
const ALL = "/";

interface NamesInFolder {
	/** The workspace's folder, with every symbolic link resolved. */
	readonly root: string;
	/** Relative to it, with every symbolic link resolved. */
	readonly folder: string;
	readonly names: readonly string[];
}

/** Which of these names Git ignores: all of them where that cannot be said. */
export async function findIgnored(
	sandbox: Sandbox,
	{ root, folder, names }: NamesInFolder,
	signal: AbortSignal,
): Promise<ReadonlySet<string>> {
	if (names.length === 0) return new Set();
	const args = ["-c", IGNORED_SCRIPT, "sh", root, folder, ...names];
	const ran = await runCommand(sandbox, { command: "sh", args, timeoutMs: IGNORED_TIMEOUT_MS, signal }).catch(
		(error: unknown) => {
			if (error instanceof SandboxApiError) return null;
			throw error;
		},
	);
	const ignored = ran?.exitCode === 0 && !ran.stdoutTruncated ? ran.stdout.split("\0").slice(0, -1) : [ALL];
	return new Set(ignored.includes(ALL) ? names : ignored.map((path) => path.replace(/^\.\//, "")));
}

/**
 * Finds a file or folder inside the workspace's folder, unless it is hidden: it has a dot name on its path, is ignored by
 * Git, or is a link to such a file.
 *
 * @param path - Relative to that folder, or absolute.
 * @param hidden - Refuses hidden files; null for a person who may see them.
 * @throws {SessionError} The refusal, or what `locateFile` throws.
 */
export async function locateVisible(
	sandbox: Sandbox,
	path: string,
	hidden: Refusal | null,
	signal: AbortSignal,
): Promise<LocatedFile> {
	// Before it is looked for: whether there is a hidden file is not for everybody either.
	const inside = path.startsWith("/") ? (relativePath(sandbox.cwd, path) ?? "") : path;
	if (hidden && isRelativePath(inside) && isDotPath(inside)) throw new SessionError(hidden.info);
	const located = await locateFile(sandbox, path, signal);
	if (!hidden) return located;
	const [visible] = await filterVisible(sandbox, located.root, [located], signal);
	if (!visible) throw new SessionError(hidden.info);
	return visible;
}

/** Those of some files below `root` that are not hidden, neither by the path that people see nor by the real one. */
export async function filterVisible<File extends Pick<LocatedFile, "path" | "realPath">>(
	sandbox: Sandbox,
	root: string,
	files: readonly File[],
	signal: AbortSignal,
): Promise<readonly File[]> {
	const named = files.filter(({ path, realPath }) => !isDotPath(path) && !isDotPath(realPath));
	// Git ignores attached files: they are in our own folder.
	const isAlwaysVisible = ({ realPath }: File) => realPath === "" || isAttachmentPath(realPath);
	const asked = named.filter((file) => !isAlwaysVisible(file)).map(({ realPath }) => realPath);
	const visible = await filterIgnored(sandbox, root, asked, signal);
	return named.filter((file) => isAlwaysVisible(file) || visible.includes(file.realPath));
}

/** Those of some paths that Git does not ignore. They are relative to `root`, and no symbolic link is on them. */
export async function filterIgnored(
	sandbox: Sandbox,
	root: string,
	paths: readonly string[],
	signal: AbortSignal,
): Promise<readonly string[]> {
	const visible: string[] = [];
	for (const [folder, names] of Map.groupBy(paths, folderOf)) {
		const all = names.map((path) => path.slice(folder === "" ? 0 : folder.length + 1));
		const ignored = await findIgnored(sandbox, { root, folder, names: all }, signal);
		visible.push(...names.filter((_, index) => !ignored.has(all[index] ?? "")));
	}
	return paths.filter((path) => visible.includes(path));
}

function folderOf(path: string): string {
	return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
