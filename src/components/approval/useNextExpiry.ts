"use client";
import { useEffect, useState } from "react";
import type { ApprovalItem } from "../../protocol/index.ts";
import { useClockOffset } from "../../react/useClockOffset.ts";

/** Long enough to read what is asked, and to answer. */
const WARN_BEFORE_EXPIRY_MS = 60_000;

/**
 * How long there was to answer when the next of these was about to expire: told once for each, and no countdown. Null
 * while none is.
 */
export function useExpiryWarning(approvals: readonly ApprovalItem[]): number | null {
	const offset = useClockOffset();
	const [told, setTold] = useState<{ readonly at: number; readonly leftMs: number } | null>(null);
	const at = approvals.reduce((least, { expiresAt = least }) => Math.min(least, expiresAt), Number.POSITIVE_INFINITY);
	useEffect(() => {
		if (at === Number.POSITIVE_INFINITY) return;
		const left = () => at - offset - Date.now();
		const tell = () => setTold({ at, leftMs: Math.round(left() / 1_000) * 1_000 });
		const timer = setTimeout(tell, left() - WARN_BEFORE_EXPIRY_MS);
		return () => clearTimeout(timer);
	}, [at, offset]);
	return told?.at === at ? told.leftMs : null;
}
