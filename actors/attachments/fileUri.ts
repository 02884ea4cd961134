/** The address of a file in the sandbox, which is no matter of this machine's path rules. */
export function toFileUri(path: string): string {
	const parts = path.replaceAll("\\", "/").split("/").map(encodeURIComponent);
	return `file://${path.startsWith("/") ? "" : "/"}${parts.join("/")}`;
}
