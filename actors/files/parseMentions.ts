/** `@path`, or `@"path with spaces"`, at the beginning of a word. */
const MENTION = /(?<=^|[\s([{])@(?:"([^"\n]+)"|([^\s"@][^\s"]*))/g;

/** What a sentence puts behind a path. */
const PUNCTUATION = /[.,;:!?)\]}>'…]+$/;

/**
 * The paths that a text may mean by `@`, in their order: each with what else it may be, when it ends like a sentence.
 *
 * @example
 * parseMentions("Look at @src/app.ts."); // [["src/app.ts.", "src/app.ts"]]
 */
export function parseMentions(text: string): readonly (readonly string[])[] {
	return [...text.matchAll(MENTION)].map(([, quoted, word = ""]) => {
		if (quoted !== undefined) return [quoted];
		const bare = word.replace(PUNCTUATION, "");
		return bare === word || bare === "" ? [word] : [word, bare];
	});
}
