"use client";

import { useContext, useState } from "react";
import { isOutsideFolder, relativePath } from "../../../core/index.ts";
import type { Attachment } from "../../../protocol/index.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { useWorkingDirectory } from "../../../react/state.ts";
import { useOptionalWorkspaceStore } from "../../../react/store.tsx";
import { Lightbox } from "../../content/Lightbox.tsx";
import { safeMediaKind } from "../../content/MediaView.tsx";
import { parseFileUri } from "../../content/ResourceView.tsx";
import { useContentUrl } from "../../content/StoredMedia.tsx";
import { FileChip } from "../../primitives/FileChip.tsx";
import { revealCharacters } from "../../primitives/hiddenText.ts";
import { SidePanelContext } from "../../primitives/SidePanelContext.ts";
import { defaultUrlPolicy } from "../../primitives/urlPolicy.ts";

interface PromptFileProps {
	readonly file: Attachment;
}

/** The picture of a file over the page: the small one until the whole one is there, and instead of one that is gone. */
function PictureLightbox({ file, onClose }: PromptFileProps & { readonly onClose: () => void }) {
	const labels = useLabels();
	const { id, name, mimeType, size, thumbnail } = file;
	const state = useContentUrl(id, mimeType, true);
	const picture = state.status === "loaded" ? state.url : thumbnail && defaultUrlPolicy.image(thumbnail);
	const shownName = revealCharacters(name);
	const notes = {
		loading: labels.contentLoading(labels.content.image, labels.fileSize(size)),
		loaded: null,
		missing: labels.contentMissing(labels.content.image, labels.fileSize(size)),
		failed: labels.contentNotLoaded(labels.content.image),
	};
	return (
		<Lightbox label={shownName} onClose={onClose}>
			{picture && <img className="wsc-lightbox-picture" src={picture} alt={shownName} />}
			{notes[state.status] && <span className="wsc-lightbox-note">{notes[state.status]}</span>}
		</Lightbox>
	);
}

/** A file that was sent. A picture opens over the page, and any other file that is in the sandbox in the side panel. */
function PromptFile({ file }: PromptFileProps) {
	const store = useOptionalWorkspaceStore();
	const panel = useContext(SidePanelContext);
	const folder = useWorkingDirectory();
	const [isOpen, setOpen] = useState(false);
	const path = parseFileUri(file.uri)?.path;
	const isPicture = store !== null && safeMediaKind(file.mimeType) === "image";
	const isInPanel = panel !== null && path !== undefined && !isOutsideFolder(path, folder);
	if (!isPicture && !isInPanel) {
		return (
			<span className="wsc-chip">
				<FileChip file={file} />
			</span>
		);
	}
	const open = () => {
		if (isPicture) setOpen(true);
		else if (path !== undefined) panel?.open({ path: relativePath(path, folder) });
	};
	return (
		<>
			<button
				type="button"
				className="wsc-chip wsc-chip-open"
				aria-haspopup={isPicture ? "dialog" : undefined}
				onClick={open}
			>
				<FileChip file={file} />
			</button>
			{isOpen && <PictureLightbox file={file} onClose={() => setOpen(false)} />}
		</>
	);
}

interface PromptFilesProps {
	readonly files: readonly Attachment[];
}

/** The files that were sent with a prompt. */
export function PromptFiles({ files }: PromptFilesProps) {
	const labels = useLabels();
	if (files.length === 0) return null;
	return (
		<ul className="wsc-files" aria-label={labels.attachments}>
			{files.map((file) => (
				<li key={file.id} className="wsc-prompt-file">
					<PromptFile file={file} />
				</li>
			))}
		</ul>
	);
}
