import type { Completion } from "./completion.ts";
import type { Mention } from "./findMention.ts";

/** What the text becomes when the mention means one of these paths. One with spaces stands in quotes. */
export function completeMention(
	text: string,
	{ start, end }: Mention,
	paths: readonly string[],
): readonly Completion[] {
	return paths.map((path) => {
		const before = `${text.slice(0, start)}@${/[\s"]/.test(path) ? `"${path}"` : path}`;
		const after = text.slice(end).replace(/^"/, "");
		const space = after.startsWith(" ") ? "" : " ";
		const [name = "", folder = ""] = splitPath(path);
		return { name, description: folder, text: before + space + after, caret: before.length + 1 };
	});
}

function splitPath(path: string): readonly string[] {
	const slash = path.lastIndexOf("/");
	return [path.slice(slash + 1), path.slice(0, Math.max(0, slash))];
}
