"use client";
import { relativePath } from "../../core/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useFile } from "../../react/useFile.ts";
import { useFolder } from "../../react/useFolder.ts";
import { Button } from "../button/Button.tsx";
import { FaultMessage } from "../fault/FaultMessage.tsx";
import { Icon } from "../icon/Icon.tsx";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { FileText } from "./FileText.tsx";
import type { FileLocation } from "./PanelContext.ts";

interface FileViewProps {
	readonly location: FileLocation;
	readonly onClose: () => void;
}

/** One file: where it is, how large it is, and its text with line numbers. */
export function FileView({ location, onClose }: FileViewProps) {
	const labels = useLabels();
	const file = useFile(location.path);
	const { value, error, pending, reload } = file;
	const path = revealDirectionOverrides(relativePath(value?.path ?? location.path, useFolder()));
	return (
		<section className="wsc-file" aria-label={path}>
			<header className="wsc-file-head">
				<span className="wsc-file-path" dir="ltr" title={revealDirectionOverrides(location.path)}>
					{path}
				</span>
				{value && <span className="wsc-faint">{labels.fileSize(value.size)}</span>}
				<Button look="quiet" aria-label={labels.reload} title={labels.reload} aria-busy={pending} onClick={reload}>
					<Icon name="retry" />
				</Button>
				<Button look="quiet" aria-label={labels.closeFile} title={labels.closeFile} onClick={onClose}>
					<Icon name="close" />
				</Button>
			</header>
			{error && <FaultMessage className="wsc-file-note" fault={error} level="info" />}
			{!error && !value && <p className="wsc-file-note wsc-faint">{labels.loading}</p>}
			{value?.kind === "binary" && <p className="wsc-file-note wsc-faint">{labels.fileBinary(value.mimeType)}</p>}
			{value?.kind === "too_large" && <p className="wsc-file-note wsc-faint">{labels.fileTooLarge}</p>}
			{value?.kind === "text" && <FileText file={file} location={location} label={path} />}
		</section>
	);
}
