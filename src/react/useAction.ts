"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { toWorkspaceError } from "../core/errors/WorkspaceError.ts";
import type { WorkspaceErrorInfo } from "../protocol/index.ts";

/** The state of an action that a component can run, as `useAction` returns it. */
export interface ActionState<Arguments extends readonly unknown[]> {
	/** Runs the action; does nothing while it is pending. Never throws: a failure is in `error`. */
	readonly run: (...args: Arguments) => void;
	/** Whether the action is running. */
	readonly pending: boolean;
	/** Why the last run failed; null while pending and after success. */
	readonly error: WorkspaceErrorInfo | null;
	/** Clears `error`. Does nothing while pending: the action goes on. */
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
		// The executor of a promise also catches what the action throws before it returns a promise.
		new Promise((resolve) => resolve(latest.current(...args))).then(
			() => settle(null),
			(error: unknown) => settle(toWorkspaceError(error).toInfo()),
		);
	}, []);
	const reset = useCallback(() => setProgress((current) => (current.pending ? current : IDLE)), []);
	return { run, ...progress, reset };
}
