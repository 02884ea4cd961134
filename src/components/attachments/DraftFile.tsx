"use client";
import type { DraftAttachment } from "../../core/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { Button } from "../button/Button.tsx";
import { CommandFault } from "../fault/CommandFault.tsx";
import { useFocusHandedOn } from "../focus/useFocusHandedOn.ts";
import { Icon } from "../icon/Icon.tsx";
import { FileChip } from "./FileChip.tsx";
import { isRefusedForGood } from "./isRefusedForGood.ts";
import { RetryFile } from "./RetryFile.tsx";

interface DraftFileProps {
	readonly attachment: DraftAttachment;
	readonly onRetry: (id: string) => void;
	readonly onRemove: (id: string) => void;
}

/**
 * A file of the draft: how far it is, or why it failed.
 *
 * Data attributes: `data-status` (`uploading`, `ready` or `failed`).
 */
export function DraftFile({ attachment, onRetry, onRemove }: DraftFileProps) {
	const labels = useLabels();
	const ref = useFocusHandedOn<HTMLLIElement>();
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
						<CommandFault fault={error} />
					) : (
						percent !== null && <span className="wsc-time">{labels.percent(percent)}</span>
					)
				}
			>
				{error && !isRefusedForGood(error.code) && <RetryFile onRetry={() => onRetry(id)} />}
				<Button
					look="quiet"
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
