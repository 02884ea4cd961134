import type { SessionEvent } from "sandbox-agent";
import * as v from "valibot";
import { isReplayedHistory } from "../timeline/index.ts";

/** A piece of the past worth telling an agent: what was asked, what it said, what it did. */
export type HistoryEntry =
	| { readonly kind: "prompt"; readonly text: string }
	| { readonly kind: "message"; readonly text: string }
	| { readonly kind: "tool_call"; readonly toolCallId: string; readonly title?: string; readonly status?: string };

const textBlock = v.object({ type: v.literal("text"), text: v.string() });

const promptSchema = v.object({
	method: v.literal("session/prompt"),
	params: v.object({ prompt: v.array(v.union([textBlock, v.looseObject({ type: v.string() })])) }),
});

const updateSchema = v.object({
	method: v.literal("session/update"),
	params: v.object({
		update: v.variant("sessionUpdate", [
			v.object({ sessionUpdate: v.literal("agent_message_chunk"), content: textBlock }),
			v.object({
				sessionUpdate: v.picklist(["tool_call", "tool_call_update"]),
				toolCallId: v.string(),
				title: v.optional(v.string()),
				status: v.optional(v.string()),
			}),
		]),
	}),
});

/** The passage in an event; null when it holds nothing to tell. */
export function parseHistoryEntry({ sender, payload }: SessionEvent): HistoryEntry | null {
	return sender === "client" ? parsePrompt(payload) : parseUpdate(payload);
}

function parsePrompt(payload: unknown): HistoryEntry | null {
	const parsed = v.safeParse(promptSchema, payload);
	if (!parsed.success) return null;
	// Past that was told before would be told again, and within it the past before that.
	const texts = parsed.output.params.prompt.map((block) => ("text" in block ? String(block.text) : `[${block.type}]`));
	return { kind: "prompt", text: texts.filter((text) => !isReplayedHistory(text)).join("\n") };
}

function parseUpdate(payload: unknown): HistoryEntry | null {
	const parsed = v.safeParse(updateSchema, payload);
	if (!parsed.success) return null;
	const { update } = parsed.output.params;
	if (update.sessionUpdate === "agent_message_chunk") return { kind: "message", text: update.content.text };
	const { toolCallId, title, status } = update;
	return {
		kind: "tool_call",
		toolCallId,
		...(title === undefined ? {} : { title }),
		...(status === undefined ? {} : { status }),
	};
}
