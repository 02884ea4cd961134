"use client";

import { useEffect, useMemo, useState } from "react";
import { toWorkspaceError, WorkspaceError } from "../../core/errors/WorkspaceError.ts";
import { parseTranscript } from "../../core/parse/transcript.ts";
import type { Transcript, WorkspaceErrorInfo } from "../../protocol/index.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import { LabelsProvider, useLabels } from "../../react/labels/LabelsProvider.tsx";
import {
	hasSource,
	noProvider,
	useHasSource,
	useWorkspaceSelector,
	useWorkspaceStore,
	WorkspaceProvider,
	type WorkspaceSource,
} from "../../react/store.tsx";
import type { UseReplayOptions } from "../../react/useReplay.ts";
import { useTranscript } from "../../react/useTranscript.ts";
import { Button } from "../primitives/Button.tsx";
import { ErrorMessage } from "../primitives/ErrorMessage.tsx";
import { Icon } from "../primitives/Icon.tsx";
import { PartBoundary } from "../primitives/PartBoundary.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { ConnectionBanner } from "../session/ConnectionBanner.tsx";
import { CannotOpen, WorkspaceOrError } from "../session/WorkspaceOrError.tsx";
import { ComponentsProvider, type ComponentsProviderProps } from "../slots/ComponentsProvider.tsx";
import { TranscriptPlayer } from "./TranscriptPlayer.tsx";

/** The props of `<WorkspaceReplay>`. Either `transcript` or `workspaceId` says what is played. */
export interface WorkspaceReplayProps extends WorkspaceSource {
	/**
	 * A transcript: as an object, as the text of a file that was saved as JSON, or as that file. No server is needed. Keep
	 * the object the same between renders.
	 */
	readonly transcript?: Transcript | string | Blob | undefined;
	/** The workspace to read and play, older pages too. It is reached as `<WorkspaceChat>` reaches it. */
	readonly workspaceId?: string | undefined;
	/**
	 * Loads the pictures and files that a transcript names and does not hold. Default: those of `workspaceId`; for a
	 * `transcript` they are missing.
	 */
	readonly readContent?: UseReplayOptions["readContent"];
	/** Replaces texts. Keep the object the same between renders. */
	readonly labels?: Partial<Labels> | undefined;
	/** Replaces parts of the screen. Keep the object the same between renders. */
	readonly components?: ComponentsProviderProps["components"];
	/** Called when a part of the screen has failed, see `ComponentsProviderProps`. Default: nothing. */
	readonly onPartError?: ComponentsProviderProps["onPartError"];
	/** Shows a button that closes it. Default: there is none. */
	readonly onClose?: (() => void) | undefined;
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/**
 * A finished session that is played again: the timeline as it was at any moment, read-only, with a scrubber, speeds, and
 * buttons that go to approvals and failures. It fills the height of its container, and follows the host's `color-scheme`.
 *
 * @example
 * function Recap({ file }: { file: File }) {
 * 	return (
 * 		<div style={{ height: "100dvh" }}>
 * 			<WorkspaceReplay transcript={file} />
 * 		</div>
 * 	);
 * }
 */
export function WorkspaceReplay(props: WorkspaceReplayProps) {
	const { transcript, workspaceId, labels, components, onPartError, readContent, onClose, className, ...source } =
		props;
	const player = { readContent, onClose };
	return (
		<LabelsProvider labels={labels}>
			<ComponentsProvider components={components} onPartError={onPartError}>
				<div className={partClassName("wsc-replay", className)}>
					<PartBoundary part="WorkspaceReplay">
						{transcript !== undefined ? (
							<FileReplay source={transcript} {...player} />
						) : (
							<LiveReplay workspaceId={workspaceId} source={source} {...player} />
						)}
					</PartBoundary>
				</div>
			</ComponentsProvider>
		</LabelsProvider>
	);
}

type PlayerProps = Pick<WorkspaceReplayProps, "readContent" | "onClose">;

interface FileReplayProps extends PlayerProps {
	readonly source: Transcript | string | Blob;
}

function FileReplay({ source, ...player }: FileReplayProps) {
	const parsed = useParsedTranscript(source);
	if (!parsed) return <Reading itemCount={null} />;
	if (parsed.error) return <Failure error={parsed.error} onClose={player.onClose} />;
	return <TranscriptPlayer transcript={parsed.transcript} {...player} />;
}

type Parsed =
	| { readonly transcript: Transcript; readonly error: null }
	| { readonly transcript: null; readonly error: WorkspaceErrorInfo };

/** Null while the file is read. */
function useParsedTranscript(source: Transcript | string | Blob): Parsed | null {
	const [file, setFile] = useState<{ readonly source: Blob; readonly parsed: Parsed } | null>(null);
	useEffect(() => {
		if (!(source instanceof Blob)) return;
		let isCurrent = true;
		const show = (parsed: Parsed) => isCurrent && setFile({ source, parsed });
		source.text().then(
			(text) => show(parse(text)),
			(error) => show({ transcript: null, error: unreadable(error) }),
		);
		return () => {
			isCurrent = false;
		};
	}, [source]);
	const parsed = useMemo(() => (source instanceof Blob ? null : parse(source)), [source]);
	return parsed ?? (file?.source === source ? file.parsed : null);
}

function parse(source: Transcript | string): Parsed {
	try {
		return { transcript: typeof source === "string" ? parseTranscript(source) : source, error: null };
	} catch (error) {
		return { transcript: null, error: toWorkspaceError(error).toInfo() };
	}
}

function unreadable(error: unknown): WorkspaceErrorInfo {
	return {
		code: "transcript_invalid",
		message: "This file can’t be read.",
		hint: "Choose it again. It may have been moved or deleted.",
		detail: String(error),
	};
}

interface LiveReplayProps extends PlayerProps {
	readonly workspaceId: string | undefined;
	readonly source: WorkspaceSource;
}

function LiveReplay({ workspaceId, source, ...player }: LiveReplayProps) {
	const canConnect = useHasSource(source);
	if (workspaceId === undefined) return <CannotOpen error={nothingGiven().toInfo()} />;
	if (!canConnect) return <CannotOpen error={noProvider(workspaceId).toInfo()} />;
	const replay = (
		<WorkspaceOrError workspaceId={workspaceId}>
			<ReadReplay {...player} />
		</WorkspaceOrError>
	);
	return hasSource(source) ? <WorkspaceProvider {...source}>{replay}</WorkspaceProvider> : replay;
}

function nothingGiven(): WorkspaceError {
	return new WorkspaceError({
		code: "invalid_argument",
		message: "There is nothing to replay.",
		hint: "Pass `transcript` or `workspaceId` to <WorkspaceReplay>.",
	});
}

/** Reads the nearest workspace, and plays what it has read. */
function ReadReplay({ readContent, onClose }: PlayerProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const isLoaded = useWorkspaceSelector((state) => state.loaded);
	const { read, itemCount, error } = useTranscript();
	const [transcript, setTranscript] = useState<Transcript | null>(null);
	const [attempt, setAttempt] = useState(0);
	// biome-ignore lint/correctness/useExhaustiveDependencies: each attempt reads again.
	useEffect(() => {
		if (isLoaded) void read().then((whole) => whole && setTranscript(whole));
	}, [isLoaded, read, attempt]);
	if (transcript)
		return (
			<TranscriptPlayer transcript={transcript} readContent={readContent ?? store.readContent} onClose={onClose} />
		);
	if (error)
		return (
			<Failure error={error} onClose={onClose}>
				<Button onClick={() => setAttempt(attempt + 1)}>{labels.tryAgain}</Button>
			</Failure>
		);
	return (
		<>
			<ConnectionBanner />
			<Reading itemCount={itemCount} />
		</>
	);
}

interface ReadingProps {
	/** How many items were read so far; null when that is not known. */
	readonly itemCount: number | null;
}

function Reading({ itemCount }: ReadingProps) {
	const labels = useLabels();
	return (
		<div className="wsc-loading" role="status">
			<Icon name="in_progress" />
			<span>{itemCount === null ? labels.loading : labels.readingTranscript(itemCount)}</span>
		</div>
	);
}

interface FailureProps extends Pick<PlayerProps, "onClose"> {
	readonly error: WorkspaceErrorInfo;
	readonly children?: React.ReactNode;
}

/** Why there is nothing to play. */
function Failure({ error, onClose, children }: FailureProps) {
	const labels = useLabels();
	return (
		<div className="wsc-replay-failure" role="alert" data-code={error.code}>
			<ErrorMessage error={error}>
				{children}
				{onClose && <Button onClick={onClose}>{labels.close}</Button>}
			</ErrorMessage>
		</div>
	);
}
