"use client";
import { type RefObject, useEffect } from "react";

/** Makes a text field as high as its text; the stylesheet says where that ends. */
export function useAutosize(ref: RefObject<HTMLTextAreaElement | null>, value: string): void {
	// biome-ignore lint/correctness/useExhaustiveDependencies: the text is what the height follows.
	useEffect(() => {
		const field = ref.current;
		if (!field) return;
		field.style.blockSize = "auto";
		field.style.blockSize = `${field.scrollHeight}px`;
	}, [ref, value]);
}
