import * as v from "valibot";
import { defineAction } from "./defineAction.ts";
import { agentId, id } from "./fields.ts";

const schema = v.strictObject({ clientId: id, approvalId: id, optionId: agentId });

export const answer = defineAction("answer", schema, (workspace, caller, request) =>
	workspace.approvals.answer(caller, request),
);
