/** What `parse` makes of the value, or null when it does not take it. */
export function tryParse<Value>(parse: (value: unknown) => Value, value: unknown): Value | null {
	try {
		return parse(value);
	} catch {
		return null;
	}
}
