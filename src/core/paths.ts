import type { ToolCall } from "../protocol/index.ts";

/** The part of a path below `folder`, compared letter for letter; null when it is not below it, or `folder` is the root. */
function pathInsideFolder(path: string, folder: string | null | undefined): string | null {
	const base = folder?.replace(/[/\\]+$/, "") ?? "";
	if (base === "" || !path.startsWith(base)) return null;
	const separator = base.includes("/") ? "/" : "\\";
	return path[base.length] === separator ? path.slice(base.length + 1) : null;
}

/** How a relative path may begin, so that it cannot be mistaken for another place: no `~`, no space. */
const UNAMBIGUOUS_START = /^(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}_.@+#$([{-]/u;

/**
 * A path as people write it: relative when it is below the folder that the agent works in, otherwise as it is. A path
 * that would then look like another place stays as it is too: one with `..`, a drive, a home folder, or a name that
 * begins with an invisible character.
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

/** A line of a file as people write it: `src/app.ts:3`. */
export function formatPlace(path: string, line: number | undefined): string {
	return line === undefined ? path : `${path}:${line}`;
}

/** The paths of the files that a call is about, from its locations and its diffs. */
export function toolCallPaths({ locations, content }: ToolCall): readonly string[] {
	const diffs = content.filter((part) => part.type === "diff");
	return [...new Set([...locations, ...diffs].map(({ path }) => path))];
}

const WORD_START = /(^|[\s`'"(])$/;
const WORD_END = /^([\s`'"),;:]|$)/;

/**
 * A call's title with its paths made relative. Only paths that the call names are replaced, and only as whole words. The
 * title of a command stays as it is, because it is shown as it runs.
 */
export function titleWithRelativePaths(call: ToolCall, folder: string | null): string {
	if (call.toolKind === "execute") return call.title;
	return toolCallPaths(call).reduce((title, path) => replaceWord(title, path, relativePath(path, folder)), call.title);
}

function replaceWord(title: string, word: string, replacement: string): string {
	if (word === replacement) return title;
	const [first = "", ...others] = title.split(word);
	return others.reduce(
		(text, rest) => text + (WORD_START.test(text) && WORD_END.test(rest) ? replacement : word) + rest,
		first,
	);
}

/**
 * Whether a path leads out of the folder that the agent works in, judging by its text: a symbolic link may lead
 * elsewhere. False when the folder is not known.
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
