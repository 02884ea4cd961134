import * as v from "valibot";
import { toPerson } from "../access/personOf.ts";
import { defineAction } from "./defineAction.ts";
import { idSchema } from "./fields.ts";

const destroySchema = v.strictObject({ clientId: idSchema });

// No first answer is kept for a repeat: it would go with the workspace.
export const destroy = defineAction("destroyWorkspace", destroySchema, ({ destruction }, caller) =>
	destruction.destroy(toPerson(caller)),
);
