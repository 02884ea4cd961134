"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { toWorkspaceError } from "../core/errors/WorkspaceError.ts";
import type { WorkspaceErrorInfo } from "../protocol/index.ts";

export interface ActionState<Arguments extends readonly unknown[]> {
	/** Runs the action; does nothing while it is pending. Never throws: a failure is in `error`. */
	readonly run: (...args: Arguments) => void;
	readonly pending: boolean;
	/** Why the last run failed; null while pending and after success. */
	readonly error: WorkspaceErrorInfo | null;
	/** Clears `error`. */
	readonly reset: () => void;
}

interface Progress {
	readonly pending: boolean;
	readonly error: WorkspaceErrorInfo | null;
}

const IDLE: Progress = { pending: false, error: null };

/**
 * Wraps a method of the store, so that a button can show its progress and why it failed.
 *
 * @example
 * const stop = useAction(() => store.stop());
 * // `disabled` would take the focus away from the button.
 * return <button type="button" aria-disabled={stop.pending} onClick={stop.run}>Stop</button>;
 */
export function useAction<Arguments extends readonly unknown[]>(
	send: (...args: Arguments) => Promise<unknown>,
): ActionState<Arguments> {
	const [progress, setProgress] = useState(IDLE);
	const latest = useRef(send);
	const isRunning = useRef(false);
	useEffect(() => {
		latest.current = send;
	});
	const run = useCallback((...args: Arguments) => {
		if (isRunning.current) return;
		isRunning.current = true;
		setProgress({ pending: true, error: null });
		const settle = (error: WorkspaceErrorInfo | null) => {
			isRunning.current = false;
			setProgress({ pending: false, error });
		};
		latest.current(...args).then(
			() => settle(null),
			(error: unknown) => settle(toWorkspaceError(error).toInfo()),
		);
	}, []);
	const reset = useCallback(() => setProgress(IDLE), []);
	return { run, ...progress, reset };
}
