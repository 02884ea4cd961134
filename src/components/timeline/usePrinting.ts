"use client";

import { useEffect, useState } from "react";
import { flushSync } from "react-dom";

/** Whether the page is being printed. What depends on it is rendered before the browser lays out the pages. */
export function usePrinting(): boolean {
	const [isPrinting, setPrinting] = useState(false);
	useEffect(() => {
		const listeners = new AbortController();
		const set = (next: boolean) => () => flushSync(() => setPrinting(next));
		addEventListener("beforeprint", set(true), listeners);
		addEventListener("afterprint", set(false), listeners);
		return () => listeners.abort();
	}, []);
	return isPrinting;
}
