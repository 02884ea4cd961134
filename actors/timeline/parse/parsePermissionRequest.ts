import * as v from "valibot";
import type { PermissionOption } from "../../../src/protocol/index.ts";
import { arrayOfValid } from "./eachValid.ts";
import { lenientOptional } from "./orAbsent.ts";
import { parseOrNull } from "./parseOrNull.ts";
import { type ToolCallChange, toolCallChangeSchema } from "./toolCallChangeSchema.ts";

export interface PermissionRequest {
	readonly toolCall: ToolCallChange;
	/** At least one. */
	readonly options: readonly PermissionOption[];
}

const OPTION_KINDS = ["allow_once", "allow_always", "reject_once", "reject_always"] as const;

const permissionOptionSchema = v.pipe(
	v.object({
		optionId: v.string(),
		name: lenientOptional(v.pipe(v.string(), v.minLength(1))),
		kind: v.fallback(v.picklist([...OPTION_KINDS, "other"]), "other"),
	}),
	v.transform(({ optionId, name, kind }) => ({ optionId, name: name ?? optionId, optionKind: kind })),
);

const permissionRequestSchema = v.object({
	toolCall: toolCallChangeSchema,
	options: v.pipe(arrayOfValid(permissionOptionSchema), v.minLength(1)),
});

/** The params of `session/request_permission`. Null when nobody could answer it. */
export function parsePermissionRequest(request: unknown): PermissionRequest | null {
	return parseOrNull(permissionRequestSchema, request);
}
