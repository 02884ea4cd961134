"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { keepEqual } from "../core/reduce/keepEqual.ts";
import { toWorkspaceError } from "../core/toWorkspaceError.ts";
import type { WorkspaceFault } from "../protocol/index.ts";
import { useSession } from "./useSession.ts";
import { useTurn } from "./useTurn.ts";

/** What was seen of the sandbox. */
export interface LookState<Value> {
	/** Null until it is there; stays while it is read anew. */
	readonly value: Value | null;
	readonly pending: boolean;
	/** Why the last look failed; null when it went well. */
	readonly error: WorkspaceFault | null;
	readonly reload: () => void;
}

interface Seen<Value> extends Omit<LookState<Value>, "reload"> {
	readonly key: string;
}

export interface LookOptions<Value> {
	/** What is looked at: another one is looked at anew. */
	readonly key: string;
	readonly read: () => Promise<Value>;
	/** Looks again after so many milliseconds, while the page can be seen. */
	readonly everyMs?: number | undefined;
}

/** Looks at something in the sandbox: at once, when the sandbox has come, and when a turn may have changed it. */
export function useLook<Value>({ key, read, everyMs }: LookOptions<Value>): LookState<Value> {
	const [seen, setSeen] = useState<Seen<Value>>({ key, value: null, pending: true, error: null });
	const [round, setRound] = useState(0);
	const status = useSession()?.state.status;
	const isIdle = useTurn() === null;
	const latest = useRef(read);
	useEffect(() => {
		latest.current = read;
	});

	// biome-ignore lint/correctness/useExhaustiveDependencies: each of these is a reason to look again.
	useEffect(() => {
		let isWanted = true;
		const take = (change: Partial<Seen<Value>>) => {
			if (!isWanted) return;
			setSeen((held) => ({
				...(held.key === key ? held : { value: null, error: null }),
				key,
				pending: false,
				...change,
			}));
		};
		take({ pending: true });
		latest.current().then(
			(value) => isWanted && setSeen((held) => keepValue(held, { key, value, pending: false, error: null })),
			(error: unknown) => take({ error: toWorkspaceError(error).toFault() }),
		);
		return () => {
			isWanted = false;
		};
	}, [key, round, status, isIdle]);

	useEffect(() => {
		if (everyMs === undefined) return;
		const timer = setInterval(() => document.visibilityState === "visible" && setRound((count) => count + 1), everyMs);
		return () => clearInterval(timer);
	}, [everyMs]);

	const reload = useCallback(() => setRound((count) => count + 1), []);
	const isCurrent = seen.key === key;
	return {
		value: isCurrent ? seen.value : null,
		pending: !isCurrent || seen.pending,
		error: isCurrent ? seen.error : null,
		reload,
	};
}

/** What is the same keeps its identity, so that a page that was loaded stays with the file it belongs to. */
function keepValue<Value>(held: Seen<Value>, seen: Seen<Value>): Seen<Value> {
	return held.key === seen.key ? { ...seen, value: keepEqual(held.value, seen.value) } : seen;
}
