/** A value as people read it: a text as it is, the rest as JSON. */
export function formatJson(value: unknown): string {
	return typeof value === "string" ? value : (JSON.stringify(value, null, 2) ?? "");
}
