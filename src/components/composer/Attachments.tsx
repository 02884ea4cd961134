"use client";

import { type ChangeEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { DraftAttachment } from "../../core/index.ts";
import { isPermanentUploadError, useAttachments } from "../../react/composer/useComposer.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { Button } from "../primitives/Button.tsx";
import { ActionError } from "../primitives/ErrorMessage.tsx";
import { FileChip } from "../primitives/FileChip.tsx";
import { useMoveFocusOnUnmount } from "../primitives/focus.ts";
import { revealCharacters } from "../primitives/hiddenText.ts";
import { Icon } from "../primitives/Icon.tsx";
import type { PasteState } from "./usePaste.ts";

/**
 * Takes files that are dropped on the workspace that contains an element. Returns whether files are being dragged over it; meanwhile the form has `data-dropping`.
 */
function useFileDrop(ref: RefObject<HTMLElement | null>, onFiles: (files: readonly File[]) => void): boolean {
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
		function handleDrop(event: DragEvent) {
			show(false);
			const files = [...(event.dataTransfer?.files ?? [])];
			if (files.length === 0) return;
			event.preventDefault();
			onFiles(files);
		}

		chat.addEventListener("dragover", handleOver, options);
		chat.addEventListener("dragleave", handleLeave, options);
		chat.addEventListener("drop", handleDrop, options);
		return () => {
			end.abort();
			show(false);
		};
	}, [ref, onFiles]);
	return dropping;
}

/**
 * Chooses files for the prompt, and takes files that are dropped on the workspace. Absent for users who may not upload.
 */
export function AttachButton() {
	return useAttachments().canUpload ? <FilePicker /> : null;
}

function FilePicker() {
	const labels = useLabels();
	const { upload } = useAttachments();
	const picker = useRef<HTMLInputElement>(null);
	const dropping = useFileDrop(picker, upload);
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
					<span>{labels.dropFiles}</span>
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

interface InsertTextButtonProps {
	readonly onInsert: (field: HTMLTextAreaElement) => void;
}

/** Puts a pasted text into the field of the form instead of its file. */
function InsertTextButton({ onInsert }: InsertTextButtonProps) {
	const labels = useLabels();
	return (
		<button type="button" className="wsc-link" onClick={({ currentTarget }) => withField(currentTarget, onInsert)}>
			{labels.insertAsText}
		</button>
	);
}

/** Calls back with the text field of the composer that contains an element. */
export function withField(part: HTMLElement, change: (field: HTMLTextAreaElement) => void): void {
	const field = part.closest("form")?.querySelector<HTMLTextAreaElement>(".wsc-input");
	if (field) change(field);
}

interface DraftAttachmentChipProps {
	readonly attachment: DraftAttachment;
	readonly onRetry: (id: string) => void;
	readonly onRemove: (id: string) => void;
	/** Puts the text of a pasted text into the field; null for other files. */
	readonly onInsert: ((id: string, field: HTMLTextAreaElement) => void) | null;
}

/**
 * A file of the draft with the progress of its upload, or why it failed.
 *
 * Data attributes: `data-status` (`uploading`, `ready` or `failed`).
 */
function DraftAttachmentChip({ attachment, onRetry, onRemove, onInsert }: DraftAttachmentChipProps) {
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
				{onInsert && <InsertTextButton onInsert={(field) => onInsert(id, field)} />}
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

interface PasteOfferProps {
	readonly paste: PasteState;
}

/** Offers to attach the picture that was next to a pasted text. */
export function PasteOffer({ paste: { offered, attachOffered, dismissOffered } }: PasteOfferProps) {
	const labels = useLabels();
	const names = offered.map(({ name }) => revealCharacters(name)).join(", ");
	return (
		<div className="wsc-paste-offer" role="status">
			{offered.length > 0 && (
				<>
					<span className="wsc-paste-offer-text">{labels.pasteOffer(names)}</span>
					<button type="button" className="wsc-link" onClick={attachOffered}>
						{labels.attachOffered}
					</button>
					<Button variant="quiet" aria-label={labels.dismiss} title={labels.dismiss} onClick={dismissOffered}>
						<Icon name="close" />
					</Button>
				</>
			)}
		</div>
	);
}

interface AttachmentTrayProps {
	readonly paste: PasteState;
}

/** The files that the next prompt will send. Absent while there are none. */
export function AttachmentTray({ paste }: AttachmentTrayProps) {
	const labels = useLabels();
	const { attachments, retry, remove } = useAttachments();
	if (attachments.length === 0) return null;
	return (
		<ul className="wsc-files" aria-label={labels.attachments}>
			{attachments.map((attachment) => (
				<DraftAttachmentChip
					key={attachment.id}
					attachment={attachment}
					onRetry={retry}
					onRemove={remove}
					onInsert={paste.canInsert(attachment.id) ? paste.insert : null}
				/>
			))}
		</ul>
	);
}
