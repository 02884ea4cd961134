import { relativePath } from "../../../core/index.ts";
import { titleWithRelativePaths } from "../../../core/paths.ts";
import type { ToolCall } from "../../../protocol/index.ts";
import type { Labels } from "../../../react/labels/Labels.ts";
import { fencedCode, inlineCode } from "../../item-text/markdownText.ts";

/**
 * A tool call as an entry of a list. A command of several lines stands in full, in a block of its own.
 *
 * @param states - How it and the permission for it ended.
 * @param folder - Where the agent works: paths in it stand without it.
 */
export function toolCallMarkdown(
	call: ToolCall,
	states: readonly string[],
	labels: Labels,
	folder: string | null,
): string {
	const { toolKind, content } = call;
	const title = titleWithRelativePaths(call, folder).trim();
	const isLong = title.includes("\n");
	const isCode = toolKind === "execute" && !title.includes("`");
	const paths = content.filter((part) => part.type === "diff").map(({ path }) => relativePath(path, folder));
	const files = paths.filter((path) => !title.includes(path)).map(inlineCode);
	const line = [
		`- **${labels.toolKind[toolKind]}**`,
		...(isLong || title === "" ? [] : [isCode ? inlineCode(title) : title]),
		...files,
		`(${states.join(", ")})`,
	].join(" ");
	return isLong ? `${line}\n\n${fencedCode(title).replaceAll(/^/gm, "  ")}` : line;
}
