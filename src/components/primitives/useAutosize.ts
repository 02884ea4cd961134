"use client";

import { type RefObject, useEffect } from "react";

/** Makes a text field as high as its text, up to the limit in the stylesheet. */
export function useAutosize(ref: RefObject<HTMLTextAreaElement | null>, value: string): void {
	// biome-ignore lint/correctness/useExhaustiveDependencies: the height depends on the text.
	useEffect(() => {
		const field = ref.current;
		if (!field) return;
		field.style.blockSize = "auto";
		field.style.blockSize = `${field.scrollHeight}px`;
	}, [ref, value]);
}
