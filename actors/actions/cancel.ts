import * as v from "valibot";
import { defineAction } from "./defineAction.ts";
import { id } from "./fields.ts";

const schema = v.strictObject({ clientId: id, turnId: id });

export const cancel = defineAction("cancel", schema, (workspace, caller, request) =>
	workspace.stopper.cancel(caller, request),
);
