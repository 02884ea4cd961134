import type { ToolCall, ToolCallContent, ToolKind } from "../../protocol/index.ts";
import { readOutput } from "../command-output/readOutput.ts";
import { withoutStyle } from "../command-output/withoutStyle.ts";
import { readableJson } from "../content/readableJson.ts";
import { isPlainKind } from "../tool-call/isPlainKind.ts";
import { shortPath } from "../tool-call/shortPath.ts";
import { textToShow } from "../tool-call/textToShow.ts";
import { blockText } from "./blockText.ts";
import type { ItemPlace } from "./ItemPlace.ts";
import { withoutMarkup } from "./withoutMarkup.ts";

/** The texts of a call whose fold is kept under `id`. */
export function callPlaces(call: ToolCall, id: string): readonly ItemPlace[] {
	const { title, toolKind, locations, content, rawInput, rawOutput } = call;
	const [line = ""] = title.trim().split("\n");
	const paths = locations.map(({ path }) => path);
	return [
		{ text: withoutMarkup(`${line}\n${shortPath(paths[0] ?? "")}`), folds: [] },
		...content.map((part, index) => contentPlace(part, toolKind, id, index)),
		{ text: [title, textToShow(call) ?? "", ...paths].join("\n"), folds: [id], isSpare: true },
		{ text: textOfRaw(rawInput), folds: [id, `${id}/input`], isSpare: true },
		{ text: textOfRaw(rawOutput), folds: [id, `${id}/output`], isSpare: true },
	];
}

function contentPlace(part: ToolCallContent, kind: ToolKind, id: string, index: number): ItemPlace {
	if (part.type === "diff") return { text: [part.path, part.oldText ?? "", part.newText].join("\n"), folds: [id] };
	if (part.type === "terminal") return { text: part.terminalId, folds: [id] };
	if (part.type === "unknown") return { text: readableJson(part.value), folds: [id, `${id}/${index}`] };
	const { content } = part;
	if (content.type === "text") return { text: textShown(content.text, kind), folds: [id] };
	return { text: blockText(content), folds: [id, `${id}/${index}`] };
}

/** Of output nobody reads the colours, nor what was drawn over. */
function textShown(text: string, kind: ToolKind): string {
	return isPlainKind(kind) ? withoutStyle(readOutput(text)) : withoutMarkup(text);
}

function textOfRaw(value: unknown): string {
	return value === undefined ? "" : readableJson(value);
}
