const UNSAFE_CHARACTERS = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A person's name without control characters and those that turn the direction of reading: a name stands beside what
 * others did, and must not change how that reads.
 */
export function sanitizeName(name: string): string {
	return name.replace(UNSAFE_CHARACTERS, "");
}
