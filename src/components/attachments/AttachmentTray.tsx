"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useAttachments } from "../../react/useAttachments.ts";
import { DraftAttachmentChip } from "./DraftFile.tsx";

/** The files that the next prompt will send, above its text. */
export function AttachmentTray() {
	const labels = useLabels();
	const { attachments, retry, remove } = useAttachments();
	return (
		<ul className="wsc-files" aria-label={labels.attachments}>
			{attachments.map((attachment) => (
				<DraftAttachmentChip key={attachment.id} attachment={attachment} onRetry={retry} onRemove={remove} />
			))}
		</ul>
	);
}
