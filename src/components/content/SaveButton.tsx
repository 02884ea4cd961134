"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { downloadFile } from "./saveFile.ts";

interface DownloadButtonProps {
	readonly name: string;
	readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Saves a file that came with the content. It is never opened: what is in it is the agent's. */
export function DownloadButton({ name, bytes }: DownloadButtonProps) {
	const labels = useLabels();
	return (
		<button
			type="button"
			className="wsc-link"
			aria-description={revealDirectionOverrides(name)}
			onClick={() => downloadFile(name, bytes)}
		>
			{labels.save}
		</button>
	);
}
