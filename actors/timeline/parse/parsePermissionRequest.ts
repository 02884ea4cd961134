import * as v from "valibot";
import type { PermissionOption } from "../../../src/protocol/index.ts";
import { eachValid } from "./eachValid.ts";
import { orAbsent } from "./orAbsent.ts";
import { parseOrNull } from "./parseOrNull.ts";
import { type ToolCallChange, toolCallChangeSchema } from "./toolCallChangeSchema.ts";

export interface PermissionRequest {
	readonly toolCall: ToolCallChange;
	/** At least one. */
	readonly options: readonly PermissionOption[];
}

const optionKinds = ["allow_once", "allow_always", "reject_once", "reject_always"] as const;

const optionSchema = v.pipe(
	v.object({
		optionId: v.string(),
		name: orAbsent(v.pipe(v.string(), v.minLength(1))),
		kind: v.fallback(v.picklist([...optionKinds, "other"]), "other"),
	}),
	v.transform(({ optionId, name, kind }) => ({ optionId, name: name ?? optionId, optionKind: kind })),
);

const requestSchema = v.object({
	toolCall: toolCallChangeSchema,
	options: v.pipe(eachValid(optionSchema), v.minLength(1)),
});

/** The params of `session/request_permission`. Null when nobody could answer it. */
export function parsePermissionRequest(request: unknown): PermissionRequest | null {
	return parseOrNull(requestSchema, request);
}
