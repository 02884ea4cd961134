import * as v from "valibot";
import { defineAction } from "./defineAction.ts";
import { agentIdSchema, idSchema } from "./fields.ts";

const answerSchema = v.strictObject({ clientId: idSchema, approvalId: idSchema, optionId: agentIdSchema });

export const answer = defineAction("answerApproval", answerSchema, (workspace, caller, request) =>
	workspace.approvals.answer(caller, request),
);
