import type { ToolCall } from "../../protocol/index.ts";
import { toolCallPaths } from "./pathsOf.ts";
import { relativePath } from "./relativePath.ts";

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
