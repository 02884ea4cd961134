import * as v from "valibot";
import { defineAction } from "./defineAction.ts";
import { idSchema } from "./fields.ts";

const moveSchema = v.strictObject({ clientId: idSchema, promptId: idSchema, before: v.nullable(idSchema) });

export const move = defineAction("movePrompt", moveSchema, (workspace, caller, request) =>
	workspace.promptQueue.move(caller, request),
);
