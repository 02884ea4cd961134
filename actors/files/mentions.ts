import { LIMITS } from "../../src/protocol/index.ts";
import type { AcpContentBlock } from "../session/agentSession.ts";
import { mediaTypeOfPath } from "./mediaTypes.ts";
import { type FolderLocation, relativePath, resolvePaths, toFileUri } from "./paths.ts";

/** `@path`, or `@"path with spaces"`, at the beginning of a word. */
const MENTION = /(?<=^|[\s([{])@(?:"([^"\n]+)"|([^\s"@][^\s"]*))/g;

/** What a sentence puts behind a path. */
const PUNCTUATION = /[.,;:!?)\]}>'…]+$/;

/**
 * The paths that a text may mean by `@`, in their order: each with what else it may be, when it ends like a sentence.
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

/** More is a list of files, and no longer a mention. */
const MAX_LINKS = 20;

/** The files of the folder that a text mentions by `@path`, as links for the agent. A word that names none is a word. */
export async function linkMentionedFiles(
	{ sandbox, root }: FolderLocation,
	text: string,
	signal: AbortSignal,
): Promise<readonly AcpContentBlock[]> {
	const mentions = parseMentions(text).slice(0, MAX_LINKS);
	const candidates = [...new Set(mentions.flat())].filter(isRelativePath);
	if (candidates.length === 0) return [];
	const [realRoot, ...real] = await resolvePaths(
		sandbox,
		[root, ...candidates.map((path) => `${root}/${path}`)],
		signal,
	);
	if (!realRoot) return [];
	const isThere = (path: string) => relativePath(realRoot, real[candidates.indexOf(path)] ?? "") !== null;
	const paths = mentions.map((readings) => readings.find(isThere)).filter((path) => path !== undefined);
	return [...new Set(paths)].map((path) => createLink(root, path));
}

function isRelativePath(path: string): boolean {
	return path.length <= LIMITS.pathCharacters && !path.startsWith("/") && !path.split("/").includes("..");
}

function createLink(root: string, path: string): AcpContentBlock {
	const name = path.split("/").findLast(Boolean) ?? path;
	return {
		type: "resource_link",
		uri: toFileUri(`${root}/${path}`),
		name,
		mimeType: mediaTypeOfPath(path, "text/plain"),
	};
}
