import * as v from "valibot";
import { LIMITS } from "../../src/protocol/index.ts";
import { defineAction } from "./defineAction.ts";
import { querySandbox, wakeSandbox } from "./lookInside.ts";

const findFilesSchema = v.strictObject({
	query: v.pipe(v.string(), v.maxLength(LIMITS.pathCharacters)),
	limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LIMITS.foundFiles))),
});

export const findFiles = defineAction("findFiles", findFilesSchema, (workspace, caller, request) => {
	wakeSandbox(workspace, caller);
	return querySandbox(workspace, ({ folder }) => folder.find(request));
});
