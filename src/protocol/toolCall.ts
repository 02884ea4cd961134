import * as v from "valibot";
import { list, numberSchema, object, openEnum, type Schema, variant } from "./schema.ts";

/**
 * Binary content that the workspace keeps apart from the item, because it is large. `data` or `blob` is "" then, and the
 * action `readContent` returns the bytes.
 */
export interface StoredContent {
	/** Null when the workspace has not kept it, because it is too large or not valid. */
	readonly id: string | null;
	/** Bytes. */
	readonly size: number;
	/** Of an image, in pixels. */
	readonly width?: number | undefined;
	/** Of an image, in pixels. */
	readonly height?: number | undefined;
}

export const storedContentSchema: Schema<StoredContent> = object<StoredContent>({
	id: v.nullable(v.string()),
	size: numberSchema,
	width: v.optional(numberSchema),
	height: v.optional(numberSchema),
});

/**
 * A piece of content, as ACP names it (`ContentBlock` of protocol version 1). Blocks of a type
 * that is not known here are kept whole as `unknown`.
 *
 * @see https://agentclientprotocol.com/protocol/content
 */
export type ContentBlock =
	| { readonly type: "text"; readonly text: string }
	| {
			readonly type: "image";
			/** Base64; "" when it is `stored`. */
			readonly data: string;
			readonly mimeType: string;
			readonly uri?: string | undefined;
			readonly stored?: StoredContent | undefined;
	  }
	| {
			readonly type: "audio";
			/** Base64; "" when it is `stored`. */
			readonly data: string;
			readonly mimeType: string;
			readonly stored?: StoredContent | undefined;
	  }
	| {
			readonly type: "resource_link";
			readonly uri: string;
			readonly name: string;
			readonly title?: string | undefined;
			readonly mimeType?: string | undefined;
			/** Bytes. */
			readonly size?: number | undefined;
	  }
	| {
			readonly type: "resource";
			readonly uri: string;
			readonly mimeType?: string | undefined;
			readonly text?: string | undefined;
			/** Base64; "" when it is `stored`. */
			readonly blob?: string | undefined;
			readonly stored?: StoredContent | undefined;
	  }
	| { readonly type: "unknown"; readonly value: unknown };

type BlockOf<Type extends ContentBlock["type"]> = Extract<ContentBlock, { type: Type }>;

export const contentBlockSchema: Schema<ContentBlock> = variant<ContentBlock, "type">("type", {
	text: object<BlockOf<"text">>({ type: v.literal("text"), text: v.string() }),
	image: object<BlockOf<"image">>({
		type: v.literal("image"),
		data: v.string(),
		mimeType: v.string(),
		uri: v.optional(v.string()),
		stored: v.optional(storedContentSchema),
	}),
	audio: object<BlockOf<"audio">>({
		type: v.literal("audio"),
		data: v.string(),
		mimeType: v.string(),
		stored: v.optional(storedContentSchema),
	}),
	resource_link: object<BlockOf<"resource_link">>({
		type: v.literal("resource_link"),
		uri: v.string(),
		name: v.string(),
		title: v.optional(v.string()),
		mimeType: v.optional(v.string()),
		size: v.optional(numberSchema),
	}),
	resource: object<BlockOf<"resource">>({
		type: v.literal("resource"),
		uri: v.string(),
		mimeType: v.optional(v.string()),
		text: v.optional(v.string()),
		blob: v.optional(v.string()),
		stored: v.optional(storedContentSchema),
	}),
	unknown: object<BlockOf<"unknown">>({ type: v.literal("unknown"), value: v.unknown() }),
});

/** The ten kinds of ACP. A kind an agent makes up is shown as `other`. */
export const TOOL_KINDS = [
	"read",
	"edit",
	"delete",
	"move",
	"search",
	"execute",
	"think",
	"fetch",
	"switch_mode",
	"other",
] as const;

/** One of `TOOL_KINDS`. */
export type ToolKind = (typeof TOOL_KINDS)[number];

/** The four statuses of ACP, and `cancelled` for a call that its agent left open when the turn ended. */
export const TOOL_CALL_STATUSES = ["pending", "in_progress", "completed", "failed", "cancelled"] as const;

/** One of `TOOL_CALL_STATUSES`. */
export type ToolCallStatus = (typeof TOOL_CALL_STATUSES)[number];

/** A place in a file that a tool call works on. */
export interface ToolCallLocation {
	/** As the agent reports it, usually absolute. */
	readonly path: string;
	/** Counted from 1. */
	readonly line?: number | undefined;
}

/** What a tool call has produced so far. */
export type ToolCallContent =
	| { readonly type: "content"; readonly content: ContentBlock }
	/**
	 * `oldText` is null for a new file, and `newText` "" for a deleted one as for one without text. Both texts may be whole
	 * files or fragments: agents differ.
	 */
	| { readonly type: "diff"; readonly path: string; readonly oldText: string | null; readonly newText: string }
	| { readonly type: "terminal"; readonly terminalId: string }
	| { readonly type: "unknown"; readonly value: unknown };

type ContentOf<Type extends ToolCallContent["type"]> = Extract<ToolCallContent, { type: Type }>;

export const toolCallContentSchema: Schema<ToolCallContent> = variant<ToolCallContent, "type">("type", {
	content: object<ContentOf<"content">>({ type: v.literal("content"), content: contentBlockSchema }),
	diff: object<ContentOf<"diff">>({
		type: v.literal("diff"),
		path: v.string(),
		oldText: v.nullable(v.string()),
		newText: v.string(),
	}),
	terminal: object<ContentOf<"terminal">>({ type: v.literal("terminal"), terminalId: v.string() }),
	unknown: object<ContentOf<"unknown">>({ type: v.literal("unknown"), value: v.unknown() }),
});

/** What an agent does with a tool, as far as it has reported. */
export interface ToolCall {
	/** The agent's own id of the call. */
	readonly toolCallId: string;
	/** What the call does, in the agent's words. */
	readonly title: string;
	/** What kind of tool it is. */
	readonly toolKind: ToolKind;
	/** How far it is. */
	readonly status: ToolCallStatus;
	/** The files it works on. */
	readonly locations: readonly ToolCallLocation[];
	/** What it has produced so far. */
	readonly content: readonly ToolCallContent[];
	/** Any JSON. `undefined` when the agent gave none. */
	readonly rawInput?: unknown;
	/** Any JSON. `undefined` when the agent gave none. */
	readonly rawOutput?: unknown;
}

export const toolCallFields = {
	toolCallId: v.string(),
	title: v.string(),
	toolKind: openEnum(TOOL_KINDS, "other"),
	status: openEnum(TOOL_CALL_STATUSES),
	locations: list(object<ToolCallLocation>({ path: v.string(), line: v.optional(numberSchema) })),
	content: list(toolCallContentSchema),
	rawInput: v.optional(v.unknown()),
	rawOutput: v.optional(v.unknown()),
};

export const toolCallSchema: Schema<ToolCall> = object<ToolCall>(toolCallFields);
