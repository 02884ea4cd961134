"use client";

import { type KeyboardEvent, useContext, useEffect, useRef } from "react";
import type { Transcript } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useTranscript } from "../../react/useTranscript.ts";
import { downloadFile } from "../primitives/downloadFile.ts";
import { ErrorMessage } from "../primitives/ErrorMessage.tsx";
import { PrintContext } from "./PrintContext.ts";
import { ShowReplayContext } from "./ShowReplayContext.ts";

/** The props of the menu. */
export interface TranscriptMenuProps {
	/** Called after a choice; `saved` is whether there is a file now. */
	readonly onDone: (saved: boolean) => void;
	/** The transcript as Markdown. A prop, because with that code bundlers would load that of all items for this menu. */
	readonly toMarkdown: (transcript: Transcript) => string;
}

/** How far each key moves from an item to another. */
const STEPS: Readonly<Record<string, (index: number, count: number) => number>> = {
	ArrowDown: (index, count) => (index + 1) % count,
	ArrowUp: (index, count) => (index - 1 + count) % count,
	Home: () => 0,
	End: (_index, count) => count - 1,
};

/** Saves, prints or replays the transcript. While it is read the menu stays open, and says how far it is; to close it ends that. */
export function TranscriptMenu({ onDone, toMarkdown }: TranscriptMenuProps) {
	const labels = useLabels();
	const print = useContext(PrintContext);
	const showReplay = useContext(ShowReplayContext);
	const { read, itemCount, error } = useTranscript();
	const menu = useRef<HTMLDivElement>(null);
	useEffect(() => items(menu.current)[0]?.focus({ preventScroll: true }), []);

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

	const handleKeyDown = (event: KeyboardEvent) => {
		const step = STEPS[event.key];
		if (!step) return;
		event.preventDefault();
		const all = items(menu.current);
		const index = all.findIndex((item) => item.matches(":focus"));
		all[step(index, all.length)]?.focus({ preventScroll: true });
	};
	return (
		<div className="wsc-menu">
			<div ref={menu} role="menu" aria-label={labels.transcript} tabIndex={-1} onKeyDown={handleKeyDown}>
				{choices.map(({ label, choose: handleChoice }) => (
					<button
						key={label}
						type="button"
						className="wsc-menu-item"
						role="menuitem"
						tabIndex={-1}
						// Not `disabled`, which would take the focus away.
						aria-disabled={isReading || undefined}
						onClick={handleChoice}
					>
						{label}
					</button>
				))}
			</div>
			<div role="status">{isReading && <p className="wsc-menu-text">{labels.readingTranscript(itemCount)}</p>}</div>
			{error && (
				<div role="alert">
					<ErrorMessage error={error} />
				</div>
			)}
		</div>
	);
}

function items(menu: HTMLElement | null): readonly HTMLElement[] {
	return [...(menu?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
}

const MAX_TITLE_CHARACTERS = 60;

/** Named by the title and the day, because the next one of the same workspace is another file. */
function fileName(transcript: Transcript, extension: string): string {
	const title = [...(transcript.title ?? transcript.workspaceId)].slice(0, MAX_TITLE_CHARACTERS).join("").trim();
	return `${title} ${new Date(transcript.exportedAt).toISOString().slice(0, 10)}.${extension}`;
}
