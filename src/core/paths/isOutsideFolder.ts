/**
 * Whether a path leads out of the folder that the agent works in, as far as its letters tell: a link may lead elsewhere.
 * False where the folder is not known.
 *
 * @example
 * isOutsideFolder("/srv/site/../keys", "/srv/site"); // true
 */
export function isOutsideFolder(path: string, folder: string | null | undefined): boolean {
	if (!folder) return false;
	const plain = path.replace(/^file:\/\//, "");
	if (/^~/.test(plain)) return true;
	const base = resolveSegments([], folder);
	const target = resolveSegments(isAbsolute(plain) ? [] : base, plain);
	return base.some((name, index) => target[index] !== name);
}

function isAbsolute(path: string): boolean {
	return /^([/\\]|[a-z]:|\w+:\/\/)/i.test(path);
}

function resolveSegments(from: readonly string[], path: string): readonly string[] {
	const names = [...from];
	for (const name of path.split(/[/\\]/)) {
		if (name === "..") names.pop();
		else if (name !== "" && name !== ".") names.push(name);
	}
	return names;
}
