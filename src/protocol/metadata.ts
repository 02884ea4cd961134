import * as v from "valibot";
import type { PersonMetadata, PromptMetadata } from "./hostMetadata.ts";
import { LIMITS } from "./limits.ts";
import type { Schema } from "./schema.ts";

/** Metadata as it was stored: the shape is the host's affair. */
function metadataSchema<Shape>(): Schema<Shape> {
	return v.record(v.string(), v.unknown()) as unknown as Schema<Shape>;
}

/** Metadata that comes in: a JSON object within the limit. */
function newMetadataSchema<Shape>(): Schema<Shape> {
	return v.pipe(
		v.unknown(),
		v.check(isSmallJsonObject, `not a JSON object of at most ${LIMITS.metadataBytes} bytes`),
		v.record(v.string(), v.unknown()),
	) as unknown as Schema<Shape>;
}

function isSmallJsonObject(value: unknown): boolean {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
	try {
		return new TextEncoder().encode(JSON.stringify(value)).length <= LIMITS.metadataBytes;
	} catch {
		// A cycle or a BigInt is no JSON.
		return false;
	}
}

export const personMetadataSchema = metadataSchema<PersonMetadata>();
export const promptMetadataSchema = metadataSchema<PromptMetadata>();
export const newPersonMetadataSchema = newMetadataSchema<PersonMetadata>();
export const newPromptMetadataSchema = newMetadataSchema<PromptMetadata>();
