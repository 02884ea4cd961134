const MAX_DEPTH = 64;

/**
 * JSON from an agent that is kept as it came. What nests too deeply is left out, because everything after this door
 * (comparing, storing, sending) may recurse.
 */
export function limitJsonDepth(value: unknown): unknown {
	return isWithin(value, MAX_DEPTH) ? value : "(left out: nested too deeply)";
}

function isWithin(value: unknown, depth: number): boolean {
	if (typeof value !== "object" || value === null) return true;
	return depth > 0 && Object.values(value).every((child) => isWithin(child, depth - 1));
}
