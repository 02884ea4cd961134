import * as v from "valibot";
import { defineAction } from "./defineAction.ts";
import { path } from "./fields.ts";
import { lookInside, wantInside } from "./lookInside.ts";

const schema = v.strictObject({ path });

export const listFiles = defineAction("listFiles", schema, (workspace, caller, request) => {
	wantInside(workspace, caller);
	return lookInside(workspace, ({ folder }) => folder.list(request.path));
});
