import * as v from "valibot";
import { LIMITS } from "../../src/protocol/index.ts";
import { defineAction } from "./defineAction.ts";
import { idSchema, wholeNumberSchema } from "./fields.ts";

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
