"use client";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { partClassName } from "../part/partClass.ts";
import { FileTree } from "./FileTree.tsx";
import { FileView } from "./FileView.tsx";
import type { FileLocation } from "./PanelContext.ts";

export interface FilePanelProps {
	/** A place to show. Another object asks for it again. */
	readonly location?: FileLocation | null | undefined;
	readonly className?: string | undefined;
}

interface ShownFile {
	/** What the host asked for when this was chosen. */
	readonly asked: FileLocation | null;
	readonly file: FileLocation | null;
}

/**
 * The files of the sandbox: a tree, and the file that was chosen there or asked for. Needs `workspace-chat/panel.css`.
 *
 * @example
 * <FilePanel location={{ path: "src/app.ts", line: 12 }} />
 */
export function FilePanel({ location = null, className }: FilePanelProps) {
	const [shown, setShown] = useState<ShownFile>({ asked: location, file: location });
	if (shown.asked !== location) setShown({ asked: location, file: location });
	const show = (file: FileLocation | null) => setShown({ asked: location, file });
	const ref = useFocusTreeOnClose(shown.file);
	return (
		<div ref={ref} className={partClassName("wsc-file-panel", className)} data-open={shown.file !== null || undefined}>
			<FileTree selected={shown.file?.path ?? null} onOpen={(path) => show({ path })} />
			{shown.file && <FileView key={shown.file.path} location={shown.file} onClose={() => show(null)} />}
		</div>
	);
}

/** The button that closes a file goes away with it, and hands the focus on to the tree. */
function useFocusTreeOnClose(file: FileLocation | null): RefObject<HTMLDivElement | null> {
	const ref = useRef<HTMLDivElement>(null);
	const isOpen = file !== null;
	const wasOpen = useRef(isOpen);
	useLayoutEffect(() => {
		if (wasOpen.current && !isOpen && document.activeElement === document.body)
			ref.current?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]')?.focus();
		wasOpen.current = isOpen;
	}, [isOpen]);
	return ref;
}
