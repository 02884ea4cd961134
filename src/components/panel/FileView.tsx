"use client";
import { relativePath } from "../../core/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useFile } from "../../react/useFile.ts";
import { useWorkingDirectory } from "../../react/useFolder.ts";
import { Button } from "../button/Button.tsx";
import { ErrorMessage } from "../fault/FaultMessage.tsx";
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
	const { data, error, pending, reload } = file;
	const path = revealDirectionOverrides(relativePath(data?.path ?? location.path, useWorkingDirectory()));
	return (
		<section className="wsc-file" aria-label={path}>
			<header className="wsc-file-head">
				<span className="wsc-file-path" dir="ltr" title={revealDirectionOverrides(location.path)}>
					{path}
				</span>
				{data && <span className="wsc-faint">{labels.fileSize(data.size)}</span>}
				<Button variant="quiet" aria-label={labels.reload} title={labels.reload} aria-busy={pending} onClick={reload}>
					<Icon name="retry" />
				</Button>
				<Button variant="quiet" aria-label={labels.closeFile} title={labels.closeFile} onClick={onClose}>
					<Icon name="close" />
				</Button>
			</header>
			{error && <ErrorMessage className="wsc-file-note" error={error} level="info" />}
			{!error && !data && <p className="wsc-file-note wsc-faint">{labels.loading}</p>}
			{data?.kind === "binary" && <p className="wsc-file-note wsc-faint">{labels.fileBinary(data.mimeType)}</p>}
			{data?.kind === "too_large" && <p className="wsc-file-note wsc-faint">{labels.fileTooLarge}</p>}
			{data?.kind === "text" && <FileText file={file} location={location} label={path} />}
		</section>
	);
}
