import * as v from "valibot";
import { defineAction } from "./defineAction.ts";
import { id } from "./fields.ts";

const schema = v.strictObject({ clientId: id, promptId: id });

export const withdraw = defineAction("withdraw", schema, (workspace, caller, request) =>
	workspace.prompts.withdraw(caller, request),
);
