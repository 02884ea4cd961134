import type { Mention } from "../protocol/note.ts";
import { sanitizeName } from "./access.ts";

/** Whether somebody is among those whom a text names. */
export function isNamed(mentions: readonly Mention[] | undefined, userId: string | null | undefined): boolean {
	return mentions?.some((mention) => mention.userId === userId) ?? false;
}

/** Those of the mentions whose name is in the text, each person once. */
export function mentionsIn(text: string, mentions: readonly Mention[]): readonly Mention[] {
	const byUser = new Map<string, Mention>();
	for (const { userId, name } of mentions) {
		const plain = sanitizeName(name);
		if (plain !== "" && text.includes(`@${plain}`)) byUser.set(userId, { userId, name: plain });
	}
	return [...byUser.values()];
}
