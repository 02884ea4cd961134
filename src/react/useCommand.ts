"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { toWorkspaceError } from "../core/errors/WorkspaceError.ts";
import type { WorkspaceErrorInfo } from "../protocol/index.ts";

export interface ActionState<Arguments extends readonly unknown[]> {
	/** Sends it; does nothing while one is on its way. Never throws: what went wrong is in `error`. */
	readonly run: (...args: Arguments) => void;
	readonly pending: boolean;
	/** Why the last one failed; null while one runs or after it went well. */
	readonly error: WorkspaceErrorInfo | null;
	readonly reset: () => void;
}

interface Progress {
	readonly pending: boolean;
	readonly error: WorkspaceErrorInfo | null;
}

const IDLE: Progress = { pending: false, error: null };

/**
 * Follows a command of the store, so that a button can show that it is on its way and why it failed.
 *
 * @example
 * const stop = useAction(() => store.stop());
 * // `disabled` would take the focus away from who pressed it.
 * return <button type="button" aria-disabled={stop.pending} onClick={stop.run}>Stop</button>;
 */
export function useAction<Arguments extends readonly unknown[]>(
	send: (...args: Arguments) => Promise<unknown>,
): ActionState<Arguments> {
	const [progress, setProgress] = useState(IDLE);
	const latest = useRef(send);
	const busy = useRef(false);
	useEffect(() => {
		latest.current = send;
	});
	const run = useCallback((...args: Arguments) => {
		if (busy.current) return;
		busy.current = true;
		setProgress({ pending: true, error: null });
		const settle = (error: WorkspaceErrorInfo | null) => {
			busy.current = false;
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
