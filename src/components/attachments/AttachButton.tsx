"use client";
import { type ChangeEvent, useRef } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useAttachments } from "../../react/useAttachments.ts";
import { Button } from "../button/Button.tsx";
import { Icon } from "../icon/Icon.tsx";
import { useFileDropAndPaste } from "./useDroppedFiles.ts";

/** Chooses files for the prompt; those that are dropped on the room or pasted into the text are taken, too. */
export function AttachButton() {
	const labels = useLabels();
	const { upload } = useAttachments();
	const picker = useRef<HTMLInputElement>(null);
	const dropping = useFileDropAndPaste(picker, upload);
	const handleChange = (event: ChangeEvent<HTMLInputElement>) => {
		upload([...(event.target.files ?? [])]);
		// The same file can be chosen again.
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
