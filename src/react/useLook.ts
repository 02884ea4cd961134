"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { shareStructure } from "../core/reduce/keepEqual.ts";
import { toWorkspaceError } from "../core/toWorkspaceError.ts";
import type { WorkspaceErrorInfo } from "../protocol/index.ts";
import { useSession } from "./useSession.ts";
import { useTurn } from "./useTurn.ts";

/** What was seen of the sandbox. */
export interface SandboxQuery<Value> {
	/** Null until it is there; stays while it is read anew. */
	readonly data: Value | null;
	readonly pending: boolean;
	/** Why the last look failed; null when it went well. */
	readonly error: WorkspaceErrorInfo | null;
	readonly reload: () => void;
}

interface QueryResult<Value> extends Omit<SandboxQuery<Value>, "reload"> {
	readonly key: string;
}

export interface SandboxQueryOptions<Value> {
	/** What is looked at: another one is looked at anew. */
	readonly key: string;
	readonly read: () => Promise<Value>;
	/** Looks again after so many milliseconds, while the page can be seen. */
	readonly pollMs?: number | undefined;
}

/** Looks at something in the sandbox: at once, when the sandbox has come, and when a turn may have changed it. */
export function useSandboxQuery<Value>({ key, read, pollMs }: SandboxQueryOptions<Value>): SandboxQuery<Value> {
	const [seen, setSeen] = useState<QueryResult<Value>>({ key, data: null, pending: true, error: null });
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
		const take = (change: Partial<QueryResult<Value>>) => {
			if (!isWanted) return;
			setSeen((held) => ({
				...(held.key === key ? held : { data: null, error: null }),
				key,
				pending: false,
				...change,
			}));
		};
		take({ pending: true });
		latest.current().then(
			(data) => isWanted && setSeen((held) => keepEqualValue(held, { key, data, pending: false, error: null })),
			(error: unknown) => take({ error: toWorkspaceError(error).toInfo() }),
		);
		return () => {
			isWanted = false;
		};
	}, [key, round, status, isIdle]);

	useEffect(() => {
		if (pollMs === undefined) return;
		const timer = setInterval(() => document.visibilityState === "visible" && setRound((count) => count + 1), pollMs);
		return () => clearInterval(timer);
	}, [pollMs]);

	const reload = useCallback(() => setRound((count) => count + 1), []);
	const isCurrent = seen.key === key;
	return {
		data: isCurrent ? seen.data : null,
		pending: !isCurrent || seen.pending,
		error: isCurrent ? seen.error : null,
		reload,
	};
}

/** What is the same keeps its identity, so that a page that was loaded stays with the file it belongs to. */
function keepEqualValue<Value>(held: QueryResult<Value>, seen: QueryResult<Value>): QueryResult<Value> {
	return held.key === seen.key ? { ...seen, data: shareStructure(held.data, seen.data) } : seen;
}
