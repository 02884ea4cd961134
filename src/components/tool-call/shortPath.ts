/** The end of a path, by which people know a file: its last two names. */
export function lastPathSegments(path: string): string {
	const names = path
		.replace(/^\w+:\/\//, "")
		.split(/[/\\]/)
		.filter(Boolean);
	return names.slice(-2).join("/");
}
