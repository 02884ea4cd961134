"use client";
import { useEffect, useState } from "react";

export type CopyStatus = "idle" | "copied" | "failed";

const SHOWN_FOR = 2_000;

/** Copies to the clipboard, and says for two seconds how it went. Where the page has no clipboard it has failed. */
export function useCopy() {
	const [status, setStatus] = useState<CopyStatus>("idle");
	useEffect(() => {
		if (status === "idle") return;
		const timer = setTimeout(() => setStatus("idle"), SHOWN_FOR);
		return () => clearTimeout(timer);
	}, [status]);
	const copy = async (text: string) => setStatus(await write(text));
	return { status, copy };
}

async function write(text: string): Promise<CopyStatus> {
	try {
		await navigator.clipboard.writeText(text);
		return "copied";
	} catch {
		return "failed";
	}
}
