/**
 * A piece of content, as ACP names it (`ContentBlock` of protocol version 1). Blocks of a type
 * that is not known here are kept whole as `unknown`.
 *
 * @see https://agentclientprotocol.com/protocol/content
 */
export type ContentBlock =
	| { readonly type: "text"; readonly text: string }
	| { readonly type: "image"; readonly data: string; readonly mimeType: string; readonly uri?: string | undefined }
	| { readonly type: "audio"; readonly data: string; readonly mimeType: string }
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
			/** Base64. */
			readonly blob?: string | undefined;
	  }
	| { readonly type: "unknown"; readonly value: unknown };

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

export type ToolKind = (typeof TOOL_KINDS)[number];

/** The four statuses of ACP, and `cancelled` for a call that its agent left open when the turn ended. */
export const TOOL_CALL_STATUSES = ["pending", "in_progress", "completed", "failed", "cancelled"] as const;

export type ToolCallStatus = (typeof TOOL_CALL_STATUSES)[number];

export interface ToolCallLocation {
	readonly path: string;
	/** Counted from 1. */
	readonly line?: number | undefined;
}

export type ToolCallContent =
	| { readonly type: "content"; readonly content: ContentBlock }
	/** `oldText` is null for a new file. Both texts may be whole files or fragments: agents differ. */
	| { readonly type: "diff"; readonly path: string; readonly oldText: string | null; readonly newText: string }
	| { readonly type: "terminal"; readonly terminalId: string }
	| { readonly type: "unknown"; readonly value: unknown };

/** What an agent does with a tool, as far as it has told. */
export interface ToolCall {
	/** The agent's own id of the call. */
	readonly toolCallId: string;
	readonly title: string;
	readonly toolKind: ToolKind;
	readonly status: ToolCallStatus;
	readonly locations: readonly ToolCallLocation[];
	readonly content: readonly ToolCallContent[];
	/** Any JSON. `undefined` when the agent gave none. */
	readonly rawInput?: unknown;
	readonly rawOutput?: unknown;
}
