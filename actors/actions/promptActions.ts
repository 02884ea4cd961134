import * as v from "valibot";
import { LIMITS } from "../../src/protocol/index.ts";
import { refusal } from "../errors/refusal.ts";
import type { Workspace } from "../runtime/workspace.ts";
import { type Caller, defineAction } from "./defineAction.ts";
import { agentIdSchema, idSchema, wholeNumberSchema } from "./fields.ts";

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

const MAX_DATA_CHARACTERS = Math.ceil(LIMITS.attachmentChunkBytes / 3) * 4;

const attachSchema = v.strictObject({
	attachmentId: idSchema,
	name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
	mimeType: v.pipe(v.string(), v.maxLength(255)),
	size: wholeNumberSchema,
	offset: wholeNumberSchema,
	data: v.pipe(
		v.string(),
		v.maxLength(MAX_DATA_CHARACTERS),
		v.regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, "not base64"),
	),
	thumbnail: v.optional(
		v.pipe(
			v.string(),
			v.maxLength(LIMITS.thumbnailCharacters),
			v.regex(/^data:image\/(?:png|jpeg|webp);base64,[A-Za-z0-9+/]+=*$/, "not a picture"),
		),
	),
});

/** Stores a piece of a file. Repeats are known by the file's id and where the piece begins, and do not count. */
export const attach = defineAction(
	"uploadAttachment",
	attachSchema,
	async ({ uploads, rateLimiter }, caller, request) =>
		uploads.receiveChunk(caller, request, (bytes) => rateLimiter.consume(caller.userId, "attachmentBytes", bytes)),
);

const editSchema = v.strictObject({ clientId: idSchema, promptId: idSchema, text: v.string() });

export const edit = defineAction("editPrompt", editSchema, (workspace, caller, request) =>
	workspace.promptQueue.edit(caller, request),
);

const moveSchema = v.strictObject({ clientId: idSchema, promptId: idSchema, before: v.nullable(idSchema) });

export const move = defineAction("movePrompt", moveSchema, (workspace, caller, request) =>
	workspace.promptQueue.move(caller, request),
);

const withdrawSchema = v.strictObject({ clientId: idSchema, promptId: idSchema });

export const withdraw = defineAction("withdrawPrompt", withdrawSchema, (workspace, caller, request) =>
	workspace.promptQueue.withdraw(caller, request),
);

const cancelSchema = v.strictObject({ clientId: idSchema, turnId: idSchema });

export const cancel = defineAction("stop", cancelSchema, (workspace, caller, request) =>
	workspace.turnStopper.cancel(caller, request),
);

const answerSchema = v.strictObject({ clientId: idSchema, approvalId: idSchema, optionId: agentIdSchema });

export const answer = defineAction("answerApproval", answerSchema, (workspace, caller, request) =>
	workspace.approvals.answer(caller, request),
);
