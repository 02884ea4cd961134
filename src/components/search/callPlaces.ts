import type { ToolCall, ToolCallContent } from "../../protocol/index.ts";
import { readableJson } from "../content/readableJson.ts";
import { shortPath } from "../tool-call/shortPath.ts";
import { textToShow } from "../tool-call/textToShow.ts";
import { blockText } from "./blockText.ts";
import type { ItemPlace } from "./ItemPlace.ts";
import { withoutMarkup } from "./withoutMarkup.ts";

/** The texts of a call whose fold is kept under `id`. */
export function callPlaces(call: ToolCall, id: string): readonly ItemPlace[] {
	const { title, locations, content, rawInput, rawOutput } = call;
	const [line = ""] = title.trim().split("\n");
	const paths = locations.map(({ path }) => path);
	return [
		{ text: withoutMarkup(`${line}\n${shortPath(paths[0] ?? "")}`), folds: [] },
		...content.map((part, index) => contentPlace(part, id, index)),
		{ text: [title, textToShow(call) ?? "", ...paths].join("\n"), folds: [id], isSpare: true },
		{ text: textOfRaw(rawInput), folds: [id, `${id}/input`], isSpare: true },
		{ text: textOfRaw(rawOutput), folds: [id, `${id}/output`], isSpare: true },
	];
}

function contentPlace(part: ToolCallContent, id: string, index: number): ItemPlace {
	if (part.type === "diff") return { text: [part.path, part.oldText ?? "", part.newText].join("\n"), folds: [id] };
	if (part.type === "terminal") return { text: part.terminalId, folds: [id] };
	if (part.type === "unknown") return { text: readableJson(part.value), folds: [id, `${id}/${index}`] };
	const { content } = part;
	if (content.type === "text") return { text: withoutMarkup(content.text), folds: [id] };
	return { text: blockText(content), folds: [id, `${id}/${index}`] };
}

function textOfRaw(value: unknown): string {
	return value === undefined ? "" : readableJson(value);
}
