import * as v from "valibot";
import { LIMITS } from "../../src/protocol/index.ts";
import { refusal } from "../errors/refusal.ts";
import type { Workspace } from "../runtime/workspace.ts";
import { type Caller, defineAction } from "./defineAction.ts";
import { idSchema } from "./fields.ts";

const promptSchema = v.strictObject({
	clientId: v.optional(idSchema),
	userId: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(128))),
	text: v.string(),
	attachments: v.optional(v.pipe(v.array(idSchema), v.maxLength(LIMITS.promptAttachments))),
	whenBusy: v.optional(v.picklist(["queue", "refuse", "steer", "interrupt"])),
	turnId: v.optional(v.nullable(idSchema)),
});

/** Answers once the prompt is stored, not when its turn has ended. */
export const prompt = defineAction("prompt", promptSchema, async (workspace, caller, request) => {
	const author = resolveAuthor(workspace, caller, request.userId);
	return workspace.promptQueue.send(author, request, () => workspace.rateLimiter.consume(caller.userId, "prompts"));
});

/** In an open workspace a person is who the prompt says. */
function resolveAuthor(workspace: Workspace, caller: Caller, userId: string | undefined): Caller {
	if (userId === undefined || userId === caller.userId) return caller;
	if (!workspace.settings.authenticate) return { ...caller, userId, name: userId, avatarUrl: undefined };
	throw refusal({
		code: "forbidden",
		message: "A prompt can only be sent in one's own name, and this one names another person.",
		hint: "Leave `userId` out: the workspace knows who you are.",
	});
}
