"use client";
import { useEffect, useState } from "react";

/**
 * Debounces a value: it is returned once it has not changed for `waitMs`, and until then the previous one. Null is
 * returned at once.
 *
 * @param waitMs - The delay in milliseconds, for the new and the current value. Keep the function the same.
 */
export function useDebouncedValue<Value>(
	value: Value | null,
	waitMs: (value: Value, shown: Value | null) => number,
): Value | null {
	const [shown, setShown] = useState<Value | null>(null);
	useEffect(() => {
		if (value === null) return setShown(null);
		const timer = setTimeout(() => setShown(value), waitMs(value, shown));
		return () => clearTimeout(timer);
	}, [value, shown, waitMs]);
	return value === null ? null : shown;
}
