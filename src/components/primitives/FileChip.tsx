"use client";
import type { ReactNode } from "react";
import type { Attachment } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { revealCharacters } from "./hiddenText.ts";
import { Icon } from "./Icon.tsx";
import { defaultUrlPolicy } from "./urlPolicy.ts";

interface FileChipProps {
	readonly file: Pick<Attachment, "name" | "size" | "thumbnail">;
	/** Shown instead of the size, if there is any. */
	readonly note?: ReactNode;
	/** Buttons. */
	readonly children?: ReactNode;
}

/** The name and size of a file, with a thumbnail if there is one. */
export function FileChip({ file: { name, size, thumbnail }, note, children }: FileChipProps) {
	const labels = useLabels();
	const shown = revealCharacters(name);
	const picture = thumbnail ? defaultUrlPolicy.image(thumbnail) : null;
	return (
		<>
			{picture === null ? <Icon name="read" /> : <img className="wsc-file-picture" src={picture} alt="" />}
			<span className="wsc-file-name" dir="auto" title={shown}>
				{shown}
			</span>
			{note || <span className="wsc-time">{labels.fileSize(size)}</span>}
			{children}
		</>
	);
}
