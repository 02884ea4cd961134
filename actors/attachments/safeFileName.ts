const MAX_CHARACTERS = 120;

/** Letters that have a meaning in a path or for a shell on some system, and that no eye can tell from nothing. */
const UNSAFE_CHARACTERS = /[<>:"|?*\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu;

/**
 * A name for a file that leads nowhere else and reads as what it is: the last part of a path, in composed Unicode,
 * without control and invisible characters, without dots at its ends, its ending kept where it is cut.
 */
export function sanitizeFileName(name: string): string {
	const last = name.normalize("NFC").toWellFormed().split(/[/\\]/).at(-1) ?? "";
	const clean = last
		.replace(UNSAFE_CHARACTERS, "")
		.replace(/\s+/g, " ")
		.replace(/^[. ]+|[. ]+$/g, "");
	return clean === "" ? "file" : truncateFileName(clean);
}

function truncateFileName(name: string): string {
	const letters = [...name];
	if (letters.length <= MAX_CHARACTERS) return name;
	const ending = /\.[^. ]{1,16}$/u.exec(name)?.[0] ?? "";
	return letters.slice(0, MAX_CHARACTERS - [...ending].length).join("") + ending;
}
