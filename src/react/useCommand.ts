"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { toWorkspaceError } from "../core/toWorkspaceError.ts";
import type { WorkspaceFault } from "../protocol/index.ts";

export interface Command<Arguments extends readonly unknown[]> {
	/** Sends it. Never throws: what went wrong is in `error`. */
	readonly run: (...args: Arguments) => void;
	readonly pending: boolean;
	/** Why the last one failed; null while one runs or after it went well. */
	readonly error: WorkspaceFault | null;
	readonly clear: () => void;
}

interface Progress {
	readonly pending: boolean;
	readonly error: WorkspaceFault | null;
}

const IDLE: Progress = { pending: false, error: null };

/**
 * Follows a command of the store, so that a button can show that it is on its way and why it failed.
 *
 * @example
 * const stop = useCommand(() => store.stop());
 * return <button type="button" disabled={stop.pending} onClick={stop.run}>Stop</button>;
 */
export function useCommand<Arguments extends readonly unknown[]>(
	send: (...args: Arguments) => Promise<unknown>,
): Command<Arguments> {
	const [progress, setProgress] = useState(IDLE);
	const latest = useRef(send);
	useEffect(() => {
		latest.current = send;
	});
	const run = useCallback((...args: Arguments) => {
		setProgress({ pending: true, error: null });
		latest.current(...args).then(
			() => setProgress(IDLE),
			(error: unknown) => setProgress({ pending: false, error: toWorkspaceError(error).toFault() }),
		);
	}, []);
	const clear = useCallback(() => setProgress(IDLE), []);
	return { run, ...progress, clear };
}
