import * as v from "valibot";
import { defineAction } from "./defineAction.ts";
import { agentIdSchema, wholeNumberSchema } from "./fields.ts";
import { querySandbox } from "./lookInside.ts";

const readProcessSchema = v.strictObject({ processId: agentIdSchema, after: v.optional(wholeNumberSchema) });

export const readProcess = defineAction("readProcess", readProcessSchema, (workspace, _caller, request) =>
	querySandbox(workspace, ({ processes }) => processes.read(request)),
);
