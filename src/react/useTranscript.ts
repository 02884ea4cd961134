"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { toWorkspaceError } from "../core/errors/WorkspaceError.ts";
import { readTranscript } from "../core/store/readTranscript.ts";
import type { Transcript, WorkspaceErrorInfo } from "../protocol/index.ts";
import { useWorkspaceStore } from "./store.tsx";

/** Reading a transcript, as `useTranscript` returns it. */
export interface TranscriptState {
	/**
	 * Reads the whole timeline. Never throws: null when it fails, and then `error` says why; null also when the component
	 * is gone by then, or has begun to read again.
	 */
	readonly read: () => Promise<Transcript | null>;
	/** How many items were read so far; null while nothing is read. */
	readonly itemCount: number | null;
	/** Why the last attempt failed; null while reading and after success. */
	readonly error: WorkspaceErrorInfo | null;
}

interface Progress {
	readonly itemCount: number | null;
	readonly error: WorkspaceErrorInfo | null;
}

const IDLE: Progress = { itemCount: null, error: null };

/**
 * Reads the transcript of the nearest workspace, older pages too, without loading them into the timeline. When the
 * component unmounts, it ends.
 *
 * @example
 * function SaveButton() {
 * 	const { read, itemCount, error } = useTranscript();
 * 	const save = async () => {
 * 		const transcript = await read();
 * 		if (transcript) await fetch("/sessions/42.json", { method: "PUT", body: JSON.stringify(transcript) });
 * 	};
 * 	return (
 * 		<button type="button" aria-busy={itemCount !== null} onClick={save}>
 * 			{error?.message ?? "Save"}
 * 		</button>
 * 	);
 * }
 */
export function useTranscript(): TranscriptState {
	const store = useWorkspaceStore();
	const [progress, setProgress] = useState(IDLE);
	const running = useRef<AbortController | null>(null);
	useEffect(() => () => running.current?.abort(), []);
	const read = useCallback(async () => {
		running.current?.abort();
		const controller = new AbortController();
		const { signal } = controller;
		running.current = controller;
		const report = (next: Progress) => !signal.aborted && setProgress(next);
		try {
			const onProgress = (itemCount: number) => report({ itemCount, error: null });
			const transcript = await readTranscript(store, { signal, onProgress });
			report(IDLE);
			return signal.aborted ? null : transcript;
		} catch (error) {
			report({ itemCount: null, error: toWorkspaceError(error).toInfo() });
			return null;
		}
	}, [store]);
	return { read, ...progress };
}
