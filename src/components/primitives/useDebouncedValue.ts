"use client";
import { useEffect, useState } from "react";

/**
 * What is the case, once it has been so for as long as `bannerDelayMs` says, and until then what was shown before. Null, for
 * nothing, is shown at once.
 *
 * @param bannerDelayMs - Of what there is now and what is shown; one function for all renders.
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
