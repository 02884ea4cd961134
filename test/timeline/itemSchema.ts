import * as v from "valibot";
import { TOOL_CALL_STATUSES, TOOL_KINDS } from "../../src/protocol/index.ts";

// Written by hand from the protocol's types, independent of the schemas under test.

const text = v.optional(v.string());

const blockSchema = v.variant("type", [
	v.strictObject({ type: v.literal("text"), text: v.string() }),
	v.strictObject({ type: v.literal("image"), data: v.string(), mimeType: v.string(), uri: text }),
	v.strictObject({ type: v.literal("audio"), data: v.string(), mimeType: v.string() }),
	v.strictObject({
		type: v.literal("resource_link"),
		uri: v.string(),
		name: v.string(),
		title: text,
		mimeType: text,
		size: v.optional(v.number()),
	}),
	v.strictObject({ type: v.literal("resource"), uri: v.string(), mimeType: text, text, blob: text }),
	v.strictObject({ type: v.literal("unknown"), value: v.unknown() }),
]);

const contentSchema = v.variant("type", [
	v.strictObject({ type: v.literal("content"), content: blockSchema }),
	v.strictObject({
		type: v.literal("diff"),
		path: v.string(),
		oldText: v.nullable(v.string()),
		newText: v.string(),
	}),
	v.strictObject({ type: v.literal("terminal"), terminalId: v.string() }),
	v.strictObject({ type: v.literal("unknown"), value: v.unknown() }),
]);

const base = {
	id: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
	order: v.number(),
	seq: v.number(),
	turnId: v.nullable(v.string()),
	createdAt: v.number(),
};

const toolCall = {
	toolCallId: v.pipe(v.string(), v.minLength(1)),
	title: v.pipe(v.string(), v.minLength(1)),
	toolKind: v.picklist(TOOL_KINDS),
	status: v.picklist(TOOL_CALL_STATUSES),
	locations: v.array(v.strictObject({ path: v.string(), line: v.optional(v.number()) })),
	content: v.array(contentSchema),
	rawInput: v.unknown(),
	rawOutput: v.unknown(),
};

const planEntry = v.strictObject({
	content: v.string(),
	priority: v.picklist(["high", "medium", "low"]),
	status: v.picklist(["pending", "in_progress", "completed"]),
});

const option = v.strictObject({
	optionId: v.string(),
	name: v.string(),
	optionKind: v.picklist(["allow_once", "allow_always", "reject_once", "reject_always", "other"]),
});

const endedAt = v.nullable(v.number());

/** Whether a value is exactly an item that an agent's updates can create, by the protocol. */
export const itemSchema = v.variant("kind", [
	v.strictObject({
		...base,
		kind: v.literal("message"),
		text: v.string(),
		blocks: v.array(blockSchema),
		open: v.boolean(),
	}),
	v.strictObject({ ...base, kind: v.literal("thought"), text: v.string(), open: v.boolean(), endedAt }),
	v.strictObject({ ...base, kind: v.literal("tool_call"), ...toolCall, endedAt }),
	v.strictObject({ ...base, kind: v.literal("plan"), entries: v.array(planEntry), markdown: text }),
	v.strictObject({
		...base,
		kind: v.literal("approval"),
		toolCall: v.strictObject(toolCall),
		options: v.array(option),
		state: v.strictObject({ status: v.literal("pending") }),
	}),
	v.strictObject({
		...base,
		kind: v.literal("notice"),
		level: v.picklist(["info", "warning", "error"]),
		code: v.picklist(["agent_notice", "prompted_elsewhere"]),
		message: v.pipe(v.string(), v.minLength(1)),
		hint: text,
		detail: text,
	}),
	v.strictObject({
		...base,
		kind: v.literal("event"),
		by: v.null(),
		event: v.strictObject({
			type: v.literal("context_compacted"),
			status: v.string(),
			summary: text,
			error: text,
		}),
	}),
	v.strictObject({
		...base,
		kind: v.literal("unknown"),
		label: v.pipe(v.string(), v.maxLength(64)),
		value: v.unknown(),
	}),
]);
