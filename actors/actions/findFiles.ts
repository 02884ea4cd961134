import * as v from "valibot";
import { LIMITS } from "../../src/protocol/index.ts";
import { defineAction } from "./defineAction.ts";
import { lookInside, wantInside } from "./lookInside.ts";

const schema = v.strictObject({
	query: v.pipe(v.string(), v.maxLength(LIMITS.pathCharacters)),
	limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LIMITS.foundFiles))),
});

export const findFiles = defineAction("findFiles", schema, (workspace, caller, request) => {
	wantInside(workspace, caller);
	return lookInside(workspace, ({ folder }) => folder.find(request));
});
