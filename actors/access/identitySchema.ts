import * as v from "valibot";
import { ROLES } from "../../src/protocol/index.ts";
import { sanitizeName } from "../../src/protocol/plainName.ts";

const boundedText = (characters: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(characters));
const nameSchema = v.pipe(boundedText(200), v.transform(sanitizeName), v.minLength(1));

/** What a person is known by. */
export const personSchema = v.object({
	userId: boundedText(128),
	name: nameSchema,
	avatarUrl: v.exactOptional(v.pipe(v.string(), v.maxLength(2_048), v.regex(/^(https?:\/\/|\/(?!\/)|data:image\/)/))),
});

/** What `authenticate` answers with. */
export const identitySchema = v.object({ ...personSchema.entries, role: v.picklist(ROLES) });

/** Who somebody says they are, where nobody checks it. */
export const claimedPersonSchema = v.object({
	userId: boundedText(128),
	name: v.exactOptional(nameSchema),
	avatarUrl: personSchema.entries.avatarUrl,
});
