import * as v from "valibot";
import { LIMITS } from "../../src/protocol/index.ts";
import { refusal } from "../errors/refusal.ts";
import type { Workspace } from "../runtime/workspace.ts";
import { type Caller, defineAction } from "./defineAction.ts";
import { id } from "./fields.ts";

const schema = v.strictObject({
	clientId: v.optional(id),
	userId: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(128))),
	text: v.string(),
	attachments: v.optional(v.pipe(v.array(id), v.maxLength(LIMITS.promptAttachments))),
	whenBusy: v.optional(v.picklist(["queue", "refuse", "steer", "interrupt"])),
	turnId: v.optional(v.nullable(id)),
});

/** Answers once the prompt is stored, not when its turn has ended. */
export const prompt = defineAction("prompt", schema, async (workspace, caller, request) => {
	const author = authorOf(workspace, caller, request.userId);
	return workspace.prompts.send(author, request, () => workspace.limiter.take(caller.userId, "prompts"));
});

/** In an open workspace a person is who the prompt says. */
function authorOf(workspace: Workspace, caller: Caller, userId: string | undefined): Caller {
	if (userId === undefined || userId === caller.userId) return caller;
	if (!workspace.settings.authenticate) return { ...caller, userId, name: userId, avatarUrl: undefined };
	throw refusal({
		code: "forbidden",
		message: "A prompt can only be sent in one's own name, and this one names another person.",
		hint: "Leave `userId` out: the workspace knows who you are.",
	});
}
