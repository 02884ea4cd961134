"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { saveFile } from "./saveFile.ts";

interface SaveButtonProps {
	readonly name: string;
	readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Saves a file that came with the content. It is never opened: what is in it is the agent's. */
export function SaveButton({ name, bytes }: SaveButtonProps) {
	const labels = useLabels();
	return (
		<button
			type="button"
			className="wsc-link"
			aria-description={revealDirectionOverrides(name)}
			onClick={() => saveFile(name, bytes)}
		>
			{labels.save}
		</button>
	);
}
