import * as v from "valibot";
import { defineAction } from "./defineAction.ts";
import { id } from "./fields.ts";

const schema = v.strictObject({ clientId: id, promptId: id, before: v.nullable(id) });

export const move = defineAction("move", schema, (workspace, caller, request) =>
	workspace.prompts.move(caller, request),
);
