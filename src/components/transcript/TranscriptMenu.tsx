"use client";

import { useContext } from "react";
import type { Transcript } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useTranscript } from "../../react/useTranscript.ts";
import { downloadFile } from "../primitives/downloadFile.ts";
import { ErrorMessage } from "../primitives/ErrorMessage.tsx";
import { Menu } from "../primitives/Menu.tsx";
import { PrintContext } from "./PrintContext.ts";
import { ShowReplayContext } from "./ShowReplayContext.ts";

/** The props of the menu. */
export interface TranscriptMenuProps {
	/** Called after a choice; `saved` is whether there is a file now. */
	readonly onDone: (saved: boolean) => void;
	/** The transcript as Markdown. A prop, because with that code bundlers would load that of all items for this menu. */
	readonly toMarkdown: (transcript: Transcript) => string;
}

/** Saves, prints or replays the transcript. While it is read the menu stays open, and says how far it is; to close it ends that. */
export function TranscriptMenu({ onDone, toMarkdown }: TranscriptMenuProps) {
	const labels = useLabels();
	const print = useContext(PrintContext);
	const showReplay = useContext(ShowReplayContext);
	const { read, itemCount, error } = useTranscript();

	const isReading = itemCount !== null;
	const choose = async (use: (transcript: Transcript) => void, saves: boolean) => {
		if (isReading) return;
		const transcript = await read();
		if (!transcript) return;
		use(transcript);
		onDone(saves);
	};
	const choices = [
		{
			label: labels.saveAsMarkdown,
			choose: () => choose((read) => downloadFile(fileName(read, "md"), toMarkdown(read)), true),
		},
		{
			label: labels.saveAsJson,
			choose: () => choose((read) => downloadFile(fileName(read, "json"), JSON.stringify(read)), true),
		},
		...(print ? [{ label: labels.printTranscript, choose: () => choose(print, false) }] : []),
		...(showReplay ? [{ label: labels.replay, choose: () => choose(showReplay, false) }] : []),
	];

	return (
		<Menu label={labels.transcript} choices={choices} isBusy={isReading}>
			<div role="status">{isReading && <p className="wsc-menu-text">{labels.readingTranscript(itemCount)}</p>}</div>
			{error && (
				<div role="alert">
					<ErrorMessage error={error} />
				</div>
			)}
		</Menu>
	);
}

const MAX_TITLE_CHARACTERS = 60;

/** Named by the title and the day, because the next one of the same workspace is another file. */
function fileName(transcript: Transcript, extension: string): string {
	const title = [...(transcript.title ?? transcript.workspaceId)].slice(0, MAX_TITLE_CHARACTERS).join("").trim();
	return `${title} ${new Date(transcript.exportedAt).toISOString().slice(0, 10)}.${extension}`;
}
