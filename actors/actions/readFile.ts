import * as v from "valibot";
import { LIMITS } from "../../src/protocol/index.ts";
import { defineAction } from "./defineAction.ts";
import { order, path } from "./fields.ts";
import { lookInside, wantInside } from "./lookInside.ts";

const schema = v.strictObject({
	path,
	offset: v.optional(order),
	limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LIMITS.filePageBytes))),
});

export const readFile = defineAction("readFile", schema, (workspace, caller, request) => {
	wantInside(workspace, caller);
	return lookInside(workspace, ({ folder }) => folder.read(request));
});
