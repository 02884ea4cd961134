import * as v from "valibot";
import type { JsonObject, PersonMetadata, PromptMetadata } from "./hostMetadata.ts";
import { LIMITS } from "./limits.ts";
import { object, type Schema } from "./schema.ts";

/** Metadata as it was stored: its shape is the host's affair. */
const storedSchema: Schema<JsonObject> = object<JsonObject>({});

/** Metadata that comes in: a JSON object within a limit. */
function newMetadataSchema<Shape>(maxBytes: number): Schema<Shape> {
	return v.pipe(
		v.unknown(),
		v.check((value) => isSmallJsonObject(value, maxBytes), `not a JSON object of at most ${maxBytes} bytes`),
		v.record(v.string(), v.unknown()),
	) as unknown as Schema<Shape>;
}

function isSmallJsonObject(value: unknown, maxBytes: number): boolean {
	try {
		// By its JSON, not its type: a date becomes a text, and `toJSON` may return anything.
		const json: string | undefined = JSON.stringify(value);
		return json?.startsWith("{") === true && new TextEncoder().encode(json).length <= maxBytes;
	} catch {
		// A cycle or a BigInt is no JSON.
		return false;
	}
}

export const personMetadataSchema = storedSchema as Schema<PersonMetadata>;
export const promptMetadataSchema = storedSchema as Schema<PromptMetadata>;
export const newPersonMetadataSchema = newMetadataSchema<PersonMetadata>(LIMITS.personMetadataBytes);
export const newPromptMetadataSchema = newMetadataSchema<PromptMetadata>(LIMITS.promptMetadataBytes);
