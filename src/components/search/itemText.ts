import type { TimelineItem, ToolCall } from "../../protocol/index.ts";

const known = new WeakMap<TimelineItem, string>();

/** The words of an item that can be found, in small letters. Items do not change, so each is read once. */
export function itemText(item: TimelineItem): string {
	const text = known.get(item) ?? wordsOf(item).join("\n").toLowerCase();
	known.set(item, text);
	return text;
}

function wordsOf(item: TimelineItem): readonly string[] {
	switch (item.kind) {
		case "prompt":
			return [item.by.name, item.text];
		case "message":
		case "thought":
			return [item.text];
		case "tool_call":
			return wordsOfCall(item);
		case "approval":
			return wordsOfCall(item.toolCall);
		case "plan":
			return item.entries.map(({ content }) => content);
		case "notice":
			return [item.message, item.hint ?? "", item.detail ?? ""];
		case "unknown":
			return [item.label, JSON.stringify(item.value) ?? ""];
	}
}

function wordsOfCall({ title, locations, content, rawInput }: ToolCall): readonly string[] {
	const contents = content.flatMap((part) => {
		if (part.type === "diff") return [part.path, part.oldText ?? "", part.newText];
		return part.type === "content" && part.content.type === "text" ? [part.content.text] : [];
	});
	return [title, ...locations.map(({ path }) => path), ...contents, JSON.stringify(rawInput) ?? ""];
}
