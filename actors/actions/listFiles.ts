import * as v from "valibot";
import { defineAction } from "./defineAction.ts";
import { pathSchema } from "./fields.ts";
import { querySandbox, wakeSandbox } from "./lookInside.ts";

const listFilesSchema = v.strictObject({ path: pathSchema });

export const listFiles = defineAction("listFiles", listFilesSchema, (workspace, caller, request) => {
	wakeSandbox(workspace, caller);
	return querySandbox(workspace, ({ folder }) => folder.list(request.path));
});
