import * as v from "valibot";
import { defineAction } from "./defineAction.ts";
import { idSchema } from "./fields.ts";

const editSchema = v.strictObject({ clientId: idSchema, promptId: idSchema, text: v.string() });

export const edit = defineAction("editPrompt", editSchema, (workspace, caller, request) =>
	workspace.promptQueue.edit(caller, request),
);
