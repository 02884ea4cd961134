"use client";

import { type ChangeEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { DraftAttachment } from "../../core/index.ts";
import { isPermanentUploadError, useAttachments } from "../../react/composer/useComposer.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { Button } from "../primitives/Button.tsx";
import { ActionError } from "../primitives/ErrorMessage.tsx";
import { FileChip } from "../primitives/FileChip.tsx";
import { useMoveFocusOnUnmount } from "../primitives/focus.ts";
import { Icon } from "../primitives/Icon.tsx";

/**
 * Takes files that are dropped on the workspace that contains an element, or pasted into the form that contains it.
 * Returns whether files are being dragged over it; meanwhile the form has `data-dropping`.
 */
function useFileDropAndPaste(ref: RefObject<HTMLElement | null>, onFiles: (files: readonly File[]) => void): boolean {
	const [dropping, setDropping] = useState(false);
	useEffect(() => {
		const form = ref.current?.closest<HTMLElement>(".wsc-composer");
		if (!form) return;
		const chat = form.closest<HTMLElement>(".wsc-chat") ?? form;
		const end = new AbortController();
		const options = { signal: end.signal };

		function show(isOver: boolean) {
			form?.toggleAttribute("data-dropping", isOver);
			setDropping(isOver);
		}
		function handleOver(event: DragEvent) {
			if (!event.dataTransfer?.types.includes("Files")) return;
			// Otherwise the browser would navigate to the file.
			event.preventDefault();
			show(true);
		}
		function handleLeave(event: DragEvent) {
			const isInside = event.relatedTarget instanceof Node && chat.contains(event.relatedTarget);
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
			// Office programs put an image of the copied text next to it.
			if (!event.clipboardData?.types.includes("text/rtf")) handleFiles(event, event.clipboardData);
		}

		chat.addEventListener("dragover", handleOver, options);
		chat.addEventListener("dragleave", handleLeave, options);
		chat.addEventListener("drop", (event) => handleFiles(event, event.dataTransfer), options);
		form.addEventListener("paste", (event) => handlePaste(event), options);
		return () => {
			end.abort();
			show(false);
		};
	}, [ref, onFiles]);
	return dropping;
}

/**
 * Chooses files for the prompt, and takes files that are dropped on the workspace or pasted into the text. Absent for
 * users who may not upload.
 */
export function AttachButton() {
	return useAttachments().canUpload ? <FilePicker /> : null;
}

function FilePicker() {
	const labels = useLabels();
	const { upload } = useAttachments();
	const picker = useRef<HTMLInputElement>(null);
	const dropping = useFileDropAndPaste(picker, upload);
	const handleChange = (event: ChangeEvent<HTMLInputElement>) => {
		upload([...(event.target.files ?? [])]);
		// So that the same file can be chosen again.
		event.target.value = "";
	};
	return (
		<>
			<input ref={picker} type="file" multiple hidden aria-label={labels.attachFiles} onChange={handleChange} />
			<Button
				variant="quiet"
				className="wsc-attach"
				aria-label={labels.attachFiles}
				title={labels.attachFiles}
				onClick={() => picker.current?.click()}
			>
				<Icon name="attach" />
			</Button>
			{dropping && (
				<div className="wsc-drop">
					<Icon name="attach" />
					{labels.dropFiles}
				</div>
			)}
		</>
	);
}

interface RetryUploadButtonProps {
	readonly onRetry: () => void;
}

const findRemoveButton = (button: HTMLElement) => button.parentElement?.querySelector<HTMLElement>(".wsc-button");

/** Uploads a file again. */
function RetryUploadButton({ onRetry }: RetryUploadButtonProps) {
	const labels = useLabels();
	const ref = useMoveFocusOnUnmount<HTMLButtonElement>(findRemoveButton);
	return (
		<button ref={ref} type="button" className="wsc-link" onClick={onRetry}>
			{labels.tryAgain}
		</button>
	);
}

interface DraftAttachmentChipProps {
	readonly attachment: DraftAttachment;
	readonly onRetry: (id: string) => void;
	readonly onRemove: (id: string) => void;
}

/**
 * A file of the draft with the progress of its upload, or why it failed.
 *
 * Data attributes: `data-status` (`uploading`, `ready` or `failed`).
 */
function DraftAttachmentChip({ attachment, onRetry, onRemove }: DraftAttachmentChipProps) {
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

/** The files that the next prompt will send. Absent while there are none. */
export function AttachmentTray() {
	const labels = useLabels();
	const { attachments, retry, remove } = useAttachments();
	if (attachments.length === 0) return null;
	return (
		<ul className="wsc-files" aria-label={labels.attachments}>
			{attachments.map((attachment) => (
				<DraftAttachmentChip key={attachment.id} attachment={attachment} onRetry={retry} onRemove={remove} />
			))}
		</ul>
	);
}
