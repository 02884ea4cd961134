"use client";
import { type UIEvent, useEffect, useRef } from "react";

/** Keeps a box that scrolls at the end of its content, unless the reader has scrolled away from it. */
export function useStickToBottom<T extends HTMLElement>() {
	const ref = useRef<T>(null);
	const isAtEnd = useRef(true);
	useEffect(() => {
		const box = ref.current;
		if (box && isAtEnd.current) box.scrollTop = box.scrollHeight;
	});
	const onScroll = ({ currentTarget: box }: UIEvent<T>) => {
		isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 8;
	};
	return { ref, onScroll };
}
