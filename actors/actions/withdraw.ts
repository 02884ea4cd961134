import * as v from "valibot";
import { defineAction } from "./defineAction.ts";
import { idSchema } from "./fields.ts";

const withdrawSchema = v.strictObject({ clientId: idSchema, promptId: idSchema });

export const withdraw = defineAction("withdrawPrompt", withdrawSchema, (workspace, caller, request) =>
	workspace.promptQueue.withdraw(caller, request),
);
