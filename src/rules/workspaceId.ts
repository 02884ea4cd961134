import { LIMITS } from "../protocol/limits.ts";

/**
 * What is wrong with a workspace id, as the end of a sentence about it; null when it can be opened. Two ids that look the
 * same in other Unicode normal forms, or differ in white space, are two workspaces.
 */
export function workspaceIdProblem(value: unknown): string | null {
	if (value === undefined || value === null) return "is missing";
	if (typeof value !== "string") return `is of type ${typeof value}`;
	// Neither arrives: UTF-8 has no such characters, and the engine takes no zero.
	if (/\p{Surrogate}/u.test(value)) return "contains half of a surrogate pair";
	if (value.includes("\0")) return "contains a zero character";
	// The client joins the parts of a key with commas and escapes none.
	if (value.includes(",")) return "contains a comma, at which Rivet splits it into two";
	const bytes = new TextEncoder().encode(value).length;
	return bytes === 0 || bytes > LIMITS.workspaceIdBytes ? `is ${bytes} bytes long` : null;
}
