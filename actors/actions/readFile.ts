import * as v from "valibot";
import { LIMITS } from "../../src/protocol/index.ts";
import { defineAction } from "./defineAction.ts";
import { pathSchema, wholeNumberSchema } from "./fields.ts";
import { querySandbox, wakeSandbox } from "./lookInside.ts";

const readFileSchema = v.strictObject({
	path: pathSchema,
	offset: v.optional(wholeNumberSchema),
	limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LIMITS.filePageBytes))),
});

export const readFile = defineAction("readFile", readFileSchema, (workspace, caller, request) => {
	wakeSandbox(workspace, caller);
	return querySandbox(workspace, ({ folder }) => folder.read(request));
});
