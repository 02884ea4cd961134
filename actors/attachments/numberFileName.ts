/** The same name with a number, for a folder where that name is taken: `notes (2).txt`. */
export function uniqueFileName(name: string, taken: ReadonlySet<string>): string {
	const dot = name.lastIndexOf(".");
	const stem = dot > 0 ? name.slice(0, dot) : name;
	const ending = name.slice(stem.length);
	for (let number = 1; ; number++) {
		const numbered = number === 1 ? name : `${stem} (${number})${ending}`;
		// Some file systems do not tell `a` from `A`.
		if (!taken.has(numbered.toLowerCase())) return numbered;
	}
}
