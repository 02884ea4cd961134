import type { ToolCall } from "../protocol/index.ts";

/** The part of a path below a folder, letter for letter; null where it does not begin with it. The root is nobody's folder. */
function pathInsideFolder(path: string, folder: string | null | undefined): string | null {
	const base = folder?.replace(/[/\\]+$/, "") ?? "";
	if (base === "" || !path.startsWith(base)) return null;
	const separator = base.includes("/") ? "/" : "\\";
	return path[base.length] === separator ? path.slice(base.length + 1) : null;
}

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

/** The files a call is about, by its places and its diffs. */
export function toolCallPaths({ locations, content }: ToolCall): readonly string[] {
	const diffs = content.filter((part) => part.type === "diff");
	return [...new Set([...locations, ...diffs].map(({ path }) => path))];
}

const WORD_START = /(^|[\s`'"(])$/;
const WORD_END = /^([\s`'"),;:]|$)/;

/**
 * A call's title with the paths that the call names as people say them. Only those are touched, and only as whole words;
 * nothing is in a command, which is shown as it runs.
 */
export function titleWithRelativePaths(call: ToolCall, folder: string | null): string {
	if (call.toolKind === "execute") return call.title;
	return toolCallPaths(call).reduce((title, path) => replaceWord(title, path, relativePath(path, folder)), call.title);
}

function replaceWord(title: string, word: string, by: string): string {
	if (word === by) return title;
	const [first = "", ...others] = title.split(word);
	return others.reduce((text, rest) => text + (WORD_START.test(text) && WORD_END.test(rest) ? by : word) + rest, first);
}

/**
 * Whether a path leads out of the folder that the agent works in, as far as its letters tell: a link may lead elsewhere.
 * False where the folder is not known.
 *
 * @example
 * isOutsideFolder("/srv/site/../keys", "/srv/site"); // true
 */
export function isOutsideFolder(path: string, folder: string | null | undefined): boolean {
	if (!folder) return false;
	const plain = path.replace(/^file:\/\//, "");
	if (/^~/.test(plain)) return true;
	const base = resolveSegments([], folder);
	const target = resolveSegments(isAbsolute(plain) ? [] : base, plain);
	return base.some((name, index) => target[index] !== name);
}

function isAbsolute(path: string): boolean {
	return /^([/\\]|[a-z]:|\w+:\/\/)/i.test(path);
}

function resolveSegments(from: readonly string[], path: string): readonly string[] {
	const names = [...from];
	for (const name of path.split(/[/\\]/)) {
		if (name === "..") names.pop();
		else if (name !== "" && name !== ".") names.push(name);
	}
	return names;
}
