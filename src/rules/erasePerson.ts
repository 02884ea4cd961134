import { isRecord } from "../protocol/isRecord.ts";

/** Who stands in for a person that was erased. */
export interface ErasedPerson {
	/** The person's id until now. */
	readonly userId: string;
	/** What replaces it: the same in all of the workspace, so that it still shows what one person has done. */
	readonly pseudonym: string;
	/** Whether their files lose their names and previews, too. */
	readonly attachments: boolean;
}

/** What everybody who was erased is called. */
export const ERASED_NAME = "Deleted user";
const ERASED_FILE = "deleted file";

/**
 * A stored value (an item, a setting) without a person: each mention of them gets the pseudonym and another name, without
 * avatar and the host's data. What they wrote stays. The same object when it does not mention them.
 */
export function erasePersonFrom<Value>(value: Value, person: ErasedPerson): Value {
	if (Array.isArray(value))
		return keepUnchanged(
			value,
			value.map((part) => erasePersonFrom(part, person)),
		) as Value;
	if (!isRecord(value)) return value;
	if (value.userId === person.userId) return eraseMention(value, person) as Value;
	const isAuthor = isRecord(value.by) && value.by.userId === person.userId;
	const entries = Object.entries(value).flatMap(([name, part]): [string, unknown][] => {
		// What the host has stored with their prompt may say who they are.
		if (isAuthor && name === "metadata") return [];
		if (isAuthor && name === "attachments" && person.attachments) return [[name, eraseFiles(part)]];
		if (name === "text") return [[name, eraseFromText(part, value.mentions, person)]];
		return [[name, erasePersonFrom(part, person)]];
	});
	const isSame = entries.length === Object.keys(value).length && entries.every(([name, part]) => value[name] === part);
	return isSame ? value : (Object.fromEntries(entries) as Value);
}

function eraseMention(mention: Readonly<Record<string, unknown>>, { pseudonym }: ErasedPerson): unknown {
	const { avatarUrl: _avatar, metadata: _metadata, ...rest } = mention;
	return { ...rest, userId: pseudonym, ...("name" in rest && { name: ERASED_NAME }) };
}

/** A note names the people whom it mentions in its text. */
function eraseFromText(text: unknown, mentions: unknown, { userId }: ErasedPerson): unknown {
	if (typeof text !== "string" || !Array.isArray(mentions)) return text;
	const named: unknown[] = mentions.filter((mention) => isRecord(mention) && mention.userId === userId);
	return named.reduce<string>(
		(rest, mention) => (isRecord(mention) ? rest.replaceAll(`@${mention.name}`, `@${ERASED_NAME}`) : rest),
		text,
	);
}

function eraseFiles(files: unknown): unknown {
	if (!Array.isArray(files)) return files;
	return files.map((file: unknown) => {
		if (!isRecord(file)) return file;
		const { thumbnail: _thumbnail, ...rest } = file;
		return { ...rest, name: ERASED_FILE, uri: `attachment:${file.id}` };
	});
}

function keepUnchanged<Part>(before: readonly Part[], after: readonly Part[]): unknown {
	return after.every((part, index) => part === before[index]) ? before : after;
}
