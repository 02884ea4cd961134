/** Whether two JSON values hold the same. Only for values that went through `limitJsonDepth`: it does not limit its depth. */
export function isJsonEqual(a: unknown, b: unknown): boolean {
	if (Object.is(a, b)) return true;
	if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
	if (Array.isArray(a) !== Array.isArray(b)) return false;
	const keys = Object.keys(a);
	if (keys.length !== Object.keys(b).length) return false;
	return keys.every((key) => Object.hasOwn(b, key) && isJsonEqual(Reflect.get(a, key), Reflect.get(b, key)));
}
