"use client";
import type { Attachment } from "../../../protocol/index.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { FileChip } from "../../primitives/FileChip.tsx";

export interface PromptFilesProps {
	readonly files: readonly Attachment[];
}

/** The files that were sent with a prompt. */
export function PromptFiles({ files }: PromptFilesProps) {
	const labels = useLabels();
	return (
		<ul className="wsc-files" aria-label={labels.attachments}>
			{files.map((file) => (
				<li key={file.id} className="wsc-chip">
					<FileChip file={file} />
				</li>
			))}
		</ul>
	);
}
