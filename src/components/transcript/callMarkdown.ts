import type { ToolCall } from "../../protocol/index.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import { fencedCode } from "./fencedCode.ts";
import { inlineCode } from "./inlineCode.ts";

/**
 * A tool call as an entry of a list. A command of several lines stands in full, in a block of its own.
 *
 * @param states - How it and the permission for it ended.
 */
export function callMarkdown(call: ToolCall, states: readonly string[], labels: Labels): string {
	const { toolKind, content } = call;
	const title = call.title.trim();
	const isLong = title.includes("\n");
	const isCode = toolKind === "execute" && !title.includes("`");
	const files = content.filter((part) => part.type === "diff").map(({ path }) => inlineCode(path));
	const line = [
		`- **${labels.toolKind[toolKind]}**`,
		...(isLong || title === "" ? [] : [isCode ? inlineCode(title) : title]),
		...files.filter((file) => !title.includes(file)),
		`(${states.join(", ")})`,
	].join(" ");
	return isLong ? `${line}\n\n${fencedCode(title).replaceAll(/^/gm, "  ")}` : line;
}
