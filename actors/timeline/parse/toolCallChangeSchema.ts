import * as v from "valibot";
import { TOOL_KINDS } from "../../../src/protocol/index.ts";
import { arrayOfValid } from "./eachValid.ts";
import { limitJsonDepth } from "./keepJson.ts";
import { lenientOptional } from "./orAbsent.ts";
import { toolCallContentSchema } from "./toolCallContentSchema.ts";

const locationSchema = v.object({ path: v.string(), line: lenientOptional(v.number()) });

const rawSchema = v.pipe(
	v.nullish(v.unknown(), undefined),
	v.transform((value) => limitJsonDepth(value ?? undefined)),
);

/** What `tool_call`, `tool_call_update` and a permission request tell of a tool call; absent is what they do not. */
export const toolCallChangeSchema = v.object({
	toolCallId: v.pipe(v.string(), v.minLength(1)),
	title: lenientOptional(v.pipe(v.string(), v.minLength(1))),
	kind: lenientOptional(v.picklist(TOOL_KINDS)),
	status: lenientOptional(v.picklist(["pending", "in_progress", "completed", "failed"])),
	locations: lenientOptional(arrayOfValid(locationSchema)),
	content: lenientOptional(v.pipe(v.array(toolCallContentSchema), v.readonly())),
	rawInput: rawSchema,
	rawOutput: rawSchema,
});

export type ToolCallChange = v.InferOutput<typeof toolCallChangeSchema>;
