import * as v from "valibot";
import type { ToolCallContent } from "../../../src/protocol/index.ts";
import { contentBlockSchema } from "./contentBlockSchema.ts";
import { limitJsonDepth } from "./keepJson.ts";
import { lenientOptional } from "./orAbsent.ts";

// Agents write a new file's old text as null, as "" or not at all, and a deleted file's new text likewise.
const diffContent = v.pipe(
	v.object({
		type: v.literal("diff"),
		path: v.string(),
		oldText: lenientOptional(v.string()),
		newText: lenientOptional(v.string()),
	}),
	v.transform(({ oldText, newText, ...diff }) => ({ ...diff, oldText: oldText || null, newText: newText ?? "" })),
);

/** Content of a tool call. Anything else than ACP's three types is kept as `unknown`. */
export const toolCallContentSchema = v.union([
	v.object({ type: v.literal("content"), content: contentBlockSchema }),
	diffContent,
	v.object({ type: v.literal("terminal"), terminalId: v.string() }),
	v.pipe(
		v.unknown(),
		v.transform((value) => ({ type: "unknown" as const, value: limitJsonDepth(value) })),
	),
]) satisfies v.GenericSchema<unknown, ToolCallContent>;
