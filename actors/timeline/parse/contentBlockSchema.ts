import * as v from "valibot";
import type { ContentBlock } from "../../../src/protocol/index.ts";
import { limitJsonDepth } from "./keepJson.ts";
import { lenientOptional } from "./orAbsent.ts";

const optionalText = lenientOptional(v.string());

const resourceBlock = v.pipe(
	v.object({
		type: v.literal("resource"),
		resource: v.object({ uri: v.string(), mimeType: optionalText, text: optionalText, blob: optionalText }),
	}),
	v.transform(({ type, resource }) => ({ type, ...resource })),
);

const unknownBlock = v.pipe(
	v.record(v.string(), v.unknown()),
	v.transform((value) => ({ type: "unknown" as const, value: limitJsonDepth(value) })),
);

/** A content block of ACP. Any other object is kept as `unknown`. */
export const contentBlockSchema = v.union([
	v.object({ type: v.literal("text"), text: v.string() }),
	v.object({ type: v.literal("image"), data: v.string(), mimeType: v.string(), uri: optionalText }),
	v.object({ type: v.literal("audio"), data: v.string(), mimeType: v.string() }),
	v.object({
		type: v.literal("resource_link"),
		uri: v.string(),
		name: v.string(),
		title: optionalText,
		mimeType: optionalText,
		size: lenientOptional(v.number()),
	}),
	resourceBlock,
	unknownBlock,
]) satisfies v.GenericSchema<unknown, ContentBlock>;
