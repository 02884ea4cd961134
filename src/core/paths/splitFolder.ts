/** The part of a path below a folder, letter for letter; null where it does not begin with it. The root is nobody's folder. */
export function pathInsideFolder(path: string, folder: string | null | undefined): string | null {
	const base = folder?.replace(/[/\\]+$/, "") ?? "";
	if (base === "" || !path.startsWith(base)) return null;
	const separator = base.includes("/") ? "/" : "\\";
	return path[base.length] === separator ? path.slice(base.length + 1) : null;
}
