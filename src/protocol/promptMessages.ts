import * as v from "valibot";
import { idSchema, userIdSchema, wholeNumberSchema } from "./fields.ts";
import type { PromptMetadata } from "./hostMetadata.ts";
import { LIMITS } from "./limits.ts";
import { newPromptMetadataSchema } from "./metadata.ts";
import { object, openEnum, request, type Schema } from "./schema.ts";

export const WHEN_BUSY = ["queue", "refuse", "steer", "interrupt"] as const;

/**
 * What a prompt does while a turn runs. `queue`: it waits its turn. `refuse`: it is refused with `turn_running`.
 * `steer`: the turn stops after its current step (no tool call open, no permission pending; at once when there is none)
 * and the agent goes on with this prompt. `interrupt`: the turn stops now and this prompt runs next.
 */
export type WhenBusy = (typeof WHEN_BUSY)[number];

export const whenBusySchema: Schema<WhenBusy> = openEnum(WHEN_BUSY);

/** A prompt to be stored and run. */
export interface PromptRequest {
	/** Made by the client, 1 to 64 characters of `A-Z a-z 0-9 - _`; a repeat under the same id gets the first response. */
	readonly clientId?: string | undefined;
	/** When given it must be the connection's own (the "Multiplayer" guide sends it). */
	readonly userId?: string | undefined;
	/** At most `LIMITS.promptCharacters`; not only white space, unless something is attached. */
	readonly text: string;
	/** Ids of uploaded files, or of files that were sent with an earlier prompt: at most `LIMITS.promptAttachments`. */
	readonly attachments?: readonly string[] | undefined;
	/** Default: what the workspace was set up with. `steer` and `interrupt` need the right to `stop` too. */
	readonly whenBusy?: WhenBusy | undefined;
	/**
	 * For `steer` and `interrupt`: the turn the person saw, null when they saw none. When it is over already no other is
	 * stopped: the prompt is only moved to the front. Default: the turn that runs when the prompt arrives.
	 */
	readonly turnId?: string | null | undefined;
	/** The host's own data, see `HostMetadata`: at most `LIMITS.promptMetadataBytes` as JSON. */
	readonly metadata?: PromptMetadata | undefined;
}

export const promptRequestSchema: Schema<PromptRequest> = request<PromptRequest>({
	clientId: v.optional(idSchema),
	userId: v.optional(userIdSchema),
	text: v.string(),
	attachments: v.optional(v.pipe(v.array(idSchema), v.maxLength(LIMITS.promptAttachments))),
	whenBusy: v.optional(v.picklist(WHEN_BUSY)),
	turnId: v.optional(v.nullable(idSchema)),
	metadata: v.optional(newPromptMetadataSchema),
});

/** Where a prompt was placed. */
export interface PromptResponse {
	readonly promptId: string;
	/** 0 when it runs next or at once, else how many prompts are before it. */
	readonly position: number;
}

export const promptResponseSchema: Schema<PromptResponse> = object<PromptResponse>({
	promptId: v.string(),
	position: wholeNumberSchema,
});

/**
 * A chunk of a file. All chunks of one file describe it in the same way. An upload begins with `offset` 0, and goes on
 * where the response says, also after the connection or the workspace was lost: a chunk that is stored already changes
 * nothing, and one that would leave a gap is not stored. A file that no prompt has sent within a day is deleted.
 */
export interface UploadAttachmentRequest {
	/** Made by the client, like a client id. Prompts name the file by it. */
	readonly attachmentId: string;
	/** The file's name on the person's machine: 1 to 255 characters. Its name in the sandbox may differ. */
	readonly name: string;
	/** Whatever is not a media type counts as `application/octet-stream`. */
	readonly mimeType: string;
	/** Bytes of the whole file, at most `LIMITS.attachmentBytes`. */
	readonly size: number;
	/** Where in the file the chunk begins. */
	readonly offset: number;
	/** Base64 of at most `LIMITS.attachmentChunkBytes`; empty to ask where to go on. */
	readonly data: string;
	/** With the first chunk of a picture: a `data:` URL of at most `LIMITS.thumbnailCharacters`. */
	readonly thumbnail?: string | undefined;
}

const MAX_DATA_CHARACTERS = Math.ceil(LIMITS.attachmentChunkBytes / 3) * 4;

export const uploadAttachmentRequestSchema: Schema<UploadAttachmentRequest> = request<UploadAttachmentRequest>({
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

/** How much of a file is stored. */
export interface UploadAttachmentResponse {
	readonly attachmentId: string;
	/** Stored bytes: where the next chunk begins. The upload is complete when they are `size`. */
	readonly received: number;
}

export const uploadAttachmentResponseSchema: Schema<UploadAttachmentResponse> = object<UploadAttachmentResponse>({
	attachmentId: v.string(),
	received: v.number(),
});

/** Which turn to stop. */
export interface StopRequest {
	readonly clientId: string;
	/** The turn the person saw. When it is over already, nothing happens. */
	readonly turnId: string;
}

export const stopRequestSchema: Schema<StopRequest> = request<StopRequest>({ clientId: idSchema, turnId: idSchema });

/** Which queued prompt to withdraw. */
export interface WithdrawPromptRequest {
	readonly clientId: string;
	readonly promptId: string;
}

export const withdrawPromptRequestSchema: Schema<WithdrawPromptRequest> = request<WithdrawPromptRequest>({
	clientId: idSchema,
	promptId: idSchema,
});

/** The new text of a queued prompt. */
export interface EditPromptRequest {
	readonly clientId: string;
	readonly promptId: string;
	/** The same rules as for a new prompt. */
	readonly text: string;
}

export const editPromptRequestSchema: Schema<EditPromptRequest> = request<EditPromptRequest>({
	clientId: idSchema,
	promptId: idSchema,
	text: v.string(),
});

/** The new place of a queued prompt. */
export interface MovePromptRequest {
	readonly clientId: string;
	readonly promptId: string;
	/** The waiting prompt to place it before; null for the end. */
	readonly before: string | null;
}

export const movePromptRequestSchema: Schema<MovePromptRequest> = request<MovePromptRequest>({
	clientId: idSchema,
	promptId: idSchema,
	before: v.nullable(idSchema),
});
