import * as v from "valibot";
import { defineAction } from "./defineAction.ts";
import { agentIdSchema, idSchema } from "./fields.ts";

const setConfigOptionSchema = v.strictObject({ clientId: idSchema, configId: agentIdSchema, value: agentIdSchema });

export const setConfigOption = defineAction(
	"setConfigOption",
	setConfigOptionSchema,
	({ settingsChanger }, caller, request) => settingsChanger.change(caller, request),
);
