import * as v from "valibot";
import { defineAction } from "./defineAction.ts";
import { agentId, order } from "./fields.ts";
import { lookInside } from "./lookInside.ts";

const schema = v.strictObject({ processId: agentId, after: v.optional(order) });

export const readProcess = defineAction("readProcess", schema, (workspace, _caller, request) =>
	lookInside(workspace, ({ processes }) => processes.read(request)),
);
