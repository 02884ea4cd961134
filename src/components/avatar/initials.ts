/** One or two letters that stand for a name: `Ada Byron` is `AB`, `ben` is `B`. */
export function initials(name: string): string {
	const words = name
		.trim()
		.split(/[\s._-]+/)
		.filter(Boolean);
	const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words;
	return ends
		.map((word) => Array.from(word ?? "")[0] ?? "")
		.join("")
		.toUpperCase();
}
