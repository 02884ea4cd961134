"use client";
import type { DraftAttachment } from "../../core/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { Button } from "../button/Button.tsx";
import { ActionError } from "../fault/CommandFault.tsx";
import { useMoveFocusOnUnmount } from "../focus/useFocusHandedOn.ts";
import { Icon } from "../icon/Icon.tsx";
import { FileChip } from "./FileChip.tsx";
import { isPermanentUploadError } from "./isRefusedForGood.ts";
import { RetryUploadButton } from "./RetryFile.tsx";

interface DraftAttachmentChipProps {
	readonly attachment: DraftAttachment;
	readonly onRetry: (id: string) => void;
	readonly onRemove: (id: string) => void;
}

/**
 * A file of the draft: how far it is, or why it failed.
 *
 * Data attributes: `data-status` (`uploading`, `ready` or `failed`).
 */
export function DraftAttachmentChip({ attachment, onRetry, onRemove }: DraftAttachmentChipProps) {
	const labels = useLabels();
	const ref = useMoveFocusOnUnmount<HTMLLIElement>();
	const { id, name, status, size } = attachment;
	const error = status === "failed" ? attachment.error : null;
	const percent = status === "uploading" ? Math.floor((attachment.received / Math.max(1, size)) * 100) : null;
	return (
		<li
			ref={ref}
			className="wsc-chip"
			data-status={status}
			style={percent === null ? undefined : { backgroundSize: `${percent}% 100%` }}
			aria-busy={percent !== null || undefined}
		>
			<FileChip
				file={attachment}
				note={
					error ? (
						<ActionError error={error} />
					) : (
						percent !== null && <span className="wsc-time">{labels.percent(percent)}</span>
					)
				}
			>
				{error && !isPermanentUploadError(error.code) && <RetryUploadButton onRetry={() => onRetry(id)} />}
				<Button
					variant="quiet"
					aria-label={labels.removeAttachment(name)}
					title={labels.removeAttachment(name)}
					onClick={() => onRemove(id)}
				>
					<Icon name="close" />
				</Button>
			</FileChip>
		</li>
	);
}
