/** Shorter values, such as `1` or `true`, are no secrets, and would make texts unreadable. */
const MIN_CHARACTERS = 6;

const REPLACEMENT = "[redacted]";

/** Replaces known secrets in a text, which may be JSON. */
export type Redactor = (text: string) => string;

/** @param secrets - Those of fewer than 6 characters are ignored. */
export function createRedactor(secrets: Iterable<string>): Redactor {
	// The longest first: one may contain another.
	const known = [...new Set([...secrets].flatMap(withForms))]
		.filter((secret) => secret.length >= MIN_CHARACTERS)
		.sort((a, b) => b.length - a.length);
	return (text) => known.reduce((redacted, secret) => redacted.replaceAll(secret, REPLACEMENT), text);
}

/** A secret as it stands in JSON, in a URL, and without the word before it: `Bearer` is none. */
function withForms(secret: string): readonly string[] {
	const bare = /^(?:Bearer|Basic|Token)\s+(.+)$/i.exec(secret)?.[1];
	const forms = bare === undefined ? [secret] : [secret, bare];
	return forms.flatMap((form) => [form, JSON.stringify(form).slice(1, -1), encodeSafely(form)]);
}

/** Half of a surrogate pair has no form in a URL. */
function encodeSafely(text: string): string {
	return text.isWellFormed() ? encodeURIComponent(text) : text;
}
