import * as v from "valibot";
import { personOf } from "../access/personOf.ts";
import { defineAction } from "./defineAction.ts";
import { id } from "./fields.ts";

const schema = v.strictObject({ clientId: id });

// No first answer is kept for a repeat: it would go with the workspace.
export const destroy = defineAction("destroy", schema, ({ ending }, caller) => ending.destroy(personOf(caller)));
