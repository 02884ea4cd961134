import * as v from "valibot";
import { TOOL_KINDS } from "../../../src/protocol/index.ts";
import { eachValid } from "./eachValid.ts";
import { keepJson } from "./keepJson.ts";
import { orAbsent } from "./orAbsent.ts";
import { toolCallContentSchema } from "./toolCallContentSchema.ts";

const locationSchema = v.object({ path: v.string(), line: orAbsent(v.number()) });

const rawSchema = v.pipe(
	v.nullish(v.unknown(), undefined),
	v.transform((value) => keepJson(value ?? undefined)),
);

/** What `tool_call`, `tool_call_update` and a permission request tell of a tool call; absent is what they do not. */
export const toolCallChangeSchema = v.object({
	toolCallId: v.pipe(v.string(), v.minLength(1)),
	title: orAbsent(v.pipe(v.string(), v.minLength(1))),
	kind: orAbsent(v.picklist(TOOL_KINDS)),
	status: orAbsent(v.picklist(["pending", "in_progress", "completed", "failed"])),
	locations: orAbsent(eachValid(locationSchema)),
	content: orAbsent(v.pipe(v.array(toolCallContentSchema), v.readonly())),
	rawInput: rawSchema,
	rawOutput: rawSchema,
});

export type ToolCallChange = v.InferOutput<typeof toolCallChangeSchema>;
