import { LIMITS } from "../../src/protocol/index.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { filterVisible } from "./hiddenFiles.ts";
import { mediaTypeOfPath } from "./mediaTypes.ts";
import { isRelativePath, relativePath, resolvePaths, toFileUri } from "./paths.ts";

/** A file in the sandbox, as a content block of ACP. */
export interface FileLink {
	readonly type: "resource_link";
	readonly uri: string;
	readonly name: string;
	readonly mimeType: string;
}

/** `@path`, or `@"path with spaces"`, at the beginning of a word. */
const MENTION = /(?<=^|[\s([{])@(?:"([^"\n]+)"|([^\s"@][^\s"]*))/g;

/** Punctuation that may follow a path in a sentence. */
const PUNCTUATION = /[.,;:!?)\]}>'…]+$/;

/**
 * The paths that a text may mention by `@`, in order. Each is a list of readings: one that ends with punctuation is
 * also read without it.
 *
 * @example
 * parseMentions("Look at @src/app.ts."); // [["src/app.ts.", "src/app.ts"]]
 */
function parseMentions(text: string): readonly (readonly string[])[] {
	return [...text.matchAll(MENTION)].map(([, quoted, word = ""]) => {
		if (quoted !== undefined) return [quoted];
		const bare = word.replace(PUNCTUATION, "");
		return bare === word || bare === "" ? [word] : [word, bare];
	});
}

const MAX_LINKS = 20;

/**
 * Links for the agent to the files that a text mentions by `@path`. Words that name no file of the workspace's folder
 * are skipped, and so are mentions beyond the first 20.
 *
 * @param withHidden - Links hidden files too.
 */
export async function linkMentionedFiles(
	sandbox: Sandbox,
	text: string,
	withHidden: boolean,
	signal: AbortSignal,
): Promise<readonly FileLink[]> {
	const mentions = parseMentions(text).slice(0, MAX_LINKS);
	const isReadable = (path: string) => path.length <= LIMITS.pathCharacters && isRelativePath(path);
	const candidates = [...new Set(mentions.flat())].filter(isReadable);
	if (candidates.length === 0) return [];
	const absolute = candidates.map((path) => `${sandbox.cwd}/${path}`);
	const [realRoot, ...real] = await resolvePaths(sandbox, [sandbox.cwd, ...absolute], signal);
	if (!realRoot) return [];
	const located = candidates.flatMap((path, index) => {
		const realPath = relativePath(realRoot, real[index] ?? "");
		return realPath === null ? [] : [{ path, realPath }];
	});
	const mentioned = mentions.map((readings) =>
		readings.find((reading) => located.some(({ path }) => path === reading)),
	);
	const found = located.filter(({ path }) => mentioned.includes(path));
	const files = withHidden ? found : await filterVisible(sandbox, realRoot, found, signal);
	return files.map(({ path }) => createLink(sandbox.cwd, path));
}

function createLink(root: string, path: string): FileLink {
	const name = path.split("/").findLast(Boolean) ?? path;
	return {
		type: "resource_link",
		uri: toFileUri(`${root}/${path}`),
		name,
		mimeType: mediaTypeOfPath(path, "text/plain"),
	};
}
