import * as v from "valibot";
import { defineAction } from "./defineAction.ts";
import { idSchema } from "./fields.ts";

const cancelSchema = v.strictObject({ clientId: idSchema, turnId: idSchema });

export const cancel = defineAction("stop", cancelSchema, (workspace, caller, request) =>
	workspace.turnStopper.cancel(caller, request),
);
