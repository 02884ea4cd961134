"use client";
import { type ChangeEvent, useRef } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useAttachments } from "../../react/useAttachments.ts";
import { Button } from "../button/Button.tsx";
import { Icon } from "../icon/Icon.tsx";
import { useDroppedFiles } from "./useDroppedFiles.ts";

/** Chooses files for the prompt; those that are dropped on the room or pasted into the text are taken, too. */
export function AttachButton() {
	const labels = useLabels();
	const { attach } = useAttachments();
	const picker = useRef<HTMLInputElement>(null);
	const dropping = useDroppedFiles(picker, attach);
	const handleChange = (event: ChangeEvent<HTMLInputElement>) => {
		attach([...(event.target.files ?? [])]);
		// The same file can be chosen again.
		event.target.value = "";
	};
	return (
		<>
			<input ref={picker} type="file" multiple hidden aria-label={labels.attach} onChange={handleChange} />
			<Button
				look="quiet"
				className="wsc-attach"
				aria-label={labels.attach}
				title={labels.attach}
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
