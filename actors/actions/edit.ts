import * as v from "valibot";
import { defineAction } from "./defineAction.ts";
import { id } from "./fields.ts";

const schema = v.strictObject({ clientId: id, promptId: id, text: v.string() });

export const edit = defineAction("edit", schema, (workspace, caller, request) =>
	workspace.prompts.edit(caller, request),
);
