"use client";
import { type RefObject, useEffect, useState } from "react";

/**
 * Takes the files that are dropped on the room around an element, or pasted into the form around it. While files are
 * over the room the answer is true, and the form has `data-dropping`.
 */
export function useFileDropAndPaste(
	ref: RefObject<HTMLElement | null>,
	onFiles: (files: readonly File[]) => void,
): boolean {
	const [dropping, setDropping] = useState(false);
	useEffect(() => {
		const form = ref.current?.closest<HTMLElement>(".wsc-composer");
		if (!form) return;
		const room = form.closest<HTMLElement>(".wsc-chat") ?? form;
		const end = new AbortController();
		const options = { signal: end.signal };

		function show(isOver: boolean) {
			form?.toggleAttribute("data-dropping", isOver);
			setDropping(isOver);
		}
		function handleOver(event: DragEvent) {
			if (!event.dataTransfer?.types.includes("Files")) return;
			// Without this the browser would leave the page for the file.
			event.preventDefault();
			show(true);
		}
		function handleLeave(event: DragEvent) {
			const isInside = event.relatedTarget instanceof Node && room.contains(event.relatedTarget);
			if (!isInside) show(false);
		}
		function handleFiles(event: Event, data: DataTransfer | null) {
			show(false);
			const files = [...(data?.files ?? [])];
			if (files.length === 0) return;
			event.preventDefault();
			onFiles(files);
		}

		function handlePaste(event: ClipboardEvent) {
			// An office program puts a picture of the text beside the text.
			if (!event.clipboardData?.types.includes("text/rtf")) handleFiles(event, event.clipboardData);
		}

		room.addEventListener("dragover", handleOver, options);
		room.addEventListener("dragleave", handleLeave, options);
		room.addEventListener("drop", (event) => handleFiles(event, event.dataTransfer), options);
		form.addEventListener("paste", (event) => handlePaste(event), options);
		return () => {
			end.abort();
			show(false);
		};
	}, [ref, onFiles]);
	return dropping;
}
