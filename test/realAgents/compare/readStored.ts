import type {
	ContentBlock,
	PromptItem,
	QuestionItem,
	TimelineItem,
	ToolCallItem,
	WorkspaceErrorCode,
} from "../../../src/protocol/index.ts";
import { arrange } from "../oracle/arrange.ts";
import {
	exitCodeIn,
	type PromptEnd,
	type Said,
	type SaidCall,
	type SaidSession,
	toJson,
	withoutFences,
} from "../oracle/said.ts";
import type { Stored } from "../stage/Scene.ts";

/** Said things that stand in the timeline for what a workspace itself did, and no agent said. */
const OWN_ITEMS: readonly TimelineItem["kind"][] = ["notice", "event"];

/** The items of a timeline in the form in which they are compared with the agent's own words. */
export function readStored({ items }: Stored): readonly Said[] {
	const calls = new Map(items.flatMap((item) => (item.kind === "tool_call" ? [[item.id, item.toolCallId]] : [])));
	const spoken = items.filter(({ kind }) => !OWN_ITEMS.includes(kind));
	return arrange(
		spoken.map((item) => {
			const parentId = "parentId" in item && item.parentId !== undefined ? calls.get(item.parentId) : undefined;
			return { said: { ...toSaid(item), ...(parentId !== undefined && { parentId }) }, turn: item.turnId };
		}),
	);
}

export function readStoredSession({ session, items }: Stored): SaidSession {
	return {
		title: session.title,
		settings: Object.fromEntries(session.configOptions.map(({ id, value }) => [id, value])),
		commands: session.commands.map(({ name }) => name),
		contextUsed: session.usage?.used ?? null,
		notices: items.flatMap((item) => (item.kind === "notice" && item.code === "agent_notice" ? [item.message] : [])),
	};
}

function toSaid(item: TimelineItem): Said {
	switch (item.kind) {
		case "prompt":
			return { kind: "prompt", text: item.text, end: endOf(item) };
		case "message":
			return { kind: "message", text: item.text, pictures: countPictures(item.blocks) };
		case "thought":
			return { kind: "thought", text: item.text };
		case "tool_call":
			return toSaidCall(item);
		case "plan":
			return {
				kind: "plan",
				entries:
					item.markdown === undefined
						? item.entries.map(({ status, content }) => `${status}: ${content}`)
						: [item.markdown],
			};
		case "approval": {
			const { state, options, toolCall } = item;
			const chosen = state.status === "answered" ? options.find(({ optionId }) => optionId === state.optionId) : null;
			const kinds = options.map(({ optionKind }) => optionKind);
			const answer = chosen?.optionKind ?? null;
			return { kind: "permission", toolCallId: toolCall.toolCallId, options: kinds, answer };
		}
		case "question":
			return { kind: "question", text: item.message, answer: answerOf(item) };
		case "unknown":
			return { kind: "other", name: `${item.label}, shown as an unknown update` };
		default:
			return { kind: "other", name: item.kind };
	}
}

/** ACP's action, with the values of an answer. */
function answerOf({ state }: QuestionItem): string {
	switch (state.status) {
		case "pending":
			return "pending";
		case "answered":
			return `accept ${toJson(state.answer)}`;
		case "declined":
			return "decline";
		case "cancelled":
			return "cancel";
	}
}

/** The errors of turns in which the agent responded. */
const ANSWERS: readonly WorkspaceErrorCode[] = ["agent_failed", "login_required"];

function endOf({ state, result }: PromptItem): PromptEnd {
	if (result === null) return { status: "running" };
	const { error } = result;
	if (error && ANSWERS.includes(error.code)) return { status: "failed", error: error.detail ?? "" };
	if (error !== null || state === "interrupted") return { status: "lost" };
	return { status: "ended", stopReason: result.stopReason ?? "" };
}

function countPictures(blocks: readonly ContentBlock[]): number {
	return blocks.filter(({ type }) => type === "image").length;
}

function toSaidCall(item: ToolCallItem): SaidCall {
	const blocks = item.content.flatMap((part) => (part.type === "content" ? [part.content] : []));
	const texts = blocks.flatMap((block) => (block.type === "text" ? [block.text] : []));
	return {
		kind: "tool call",
		id: item.toolCallId,
		title: item.title,
		toolKind: item.toolKind,
		status: item.status === "completed" || item.status === "failed" ? item.status : "open",
		locations: item.locations.map(({ path, line }) => (line === undefined ? path : `${path}:${line}`)),
		output: withoutFences(texts.join("\n")),
		diffs: item.content.flatMap((part) =>
			part.type === "diff" ? [{ path: part.path, oldText: part.oldText ?? "", newText: part.newText }] : [],
		),
		pictures: countPictures(blocks),
		input: toJson(item.rawInput),
		result: toJson(item.rawOutput),
		exitCode: exitCodeIn(item.rawOutput),
	};
}
