import * as v from "valibot";
import { ROLES } from "../../src/protocol/index.ts";
import { plainName } from "../../src/protocol/plainName.ts";

const text = (characters: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(characters));
const name = v.pipe(text(200), v.transform(plainName), v.minLength(1));

/** What a person is known by. */
export const personSchema = v.object({
	userId: text(128),
	name,
	avatarUrl: v.exactOptional(v.pipe(v.string(), v.maxLength(2_048), v.regex(/^(https?:\/\/|\/(?!\/)|data:image\/)/))),
});

/** What `authenticate` answers with. */
export const identitySchema = v.object({ ...personSchema.entries, role: v.picklist(ROLES) });

/** Who somebody says they are, where nobody checks it. */
export const claimedPersonSchema = v.object({
	userId: text(128),
	name: v.exactOptional(name),
	avatarUrl: personSchema.entries.avatarUrl,
});
