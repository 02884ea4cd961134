import * as v from "valibot";
import { ROLES } from "../../src/protocol/index.ts";

const text = (characters: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(characters));

/** What a person is known by. */
export const personSchema = v.object({
	userId: text(128),
	name: text(200),
	avatarUrl: v.exactOptional(v.pipe(v.string(), v.maxLength(2_048), v.regex(/^(https?:\/\/|\/(?!\/)|data:image\/)/))),
});

/** What `authenticate` answers with. */
export const identitySchema = v.object({ ...personSchema.entries, role: v.picklist(ROLES) });

/** Who somebody says they are, where nobody checks it. */
export const claimedPersonSchema = v.object({
	userId: text(128),
	name: v.exactOptional(text(200)),
	avatarUrl: personSchema.entries.avatarUrl,
});
