import * as v from "valibot";
import type { JsonObject, PersonMetadata, PromptMetadata } from "./hostMetadata.ts";
import { object, type Schema } from "./schema.ts";

/** Metadata as it was stored: its shape is the host's affair. */
const storedSchema: Schema<JsonObject> = object<JsonObject>({});

export const personMetadataSchema = storedSchema as Schema<PersonMetadata>;
export const promptMetadataSchema = storedSchema as Schema<PromptMetadata>;

/** Metadata that comes in: a JSON object within a limit. */
export function newMetadataSchema<Shape>(maxBytes: number): Schema<Shape> {
	return v.pipe(
		v.unknown(),
		v.check((value) => isSmallJsonObject(value, maxBytes), notSmallJsonObject(maxBytes)),
		v.record(v.string(), v.unknown()),
	) as unknown as Schema<Shape>;
}

/** What is wrong with metadata that comes in; null when `newMetadataSchema` accepts it. Without a schema, for browsers. */
export function findMetadataIssue(value: unknown, maxBytes: number): string | null {
	return isSmallJsonObject(value, maxBytes) ? null : notSmallJsonObject(maxBytes);
}

const notSmallJsonObject = (maxBytes: number) => `not a JSON object of at most ${maxBytes} bytes`;

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
