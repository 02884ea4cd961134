import * as v from "valibot";
import { defineAction } from "./defineAction.ts";
import { agentId, id } from "./fields.ts";

const schema = v.strictObject({ clientId: id, configId: agentId, value: agentId });

export const setConfigOption = defineAction("setConfigOption", schema, ({ chooser }, caller, request) =>
	chooser.choose(caller, request),
);
