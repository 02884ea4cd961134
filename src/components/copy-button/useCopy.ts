"use client";
import { useEffect, useState } from "react";

export type CopyStatus = "idle" | "copied" | "failed";

export type CopySource = string | (() => string | Promise<string>);

const STATUS_SHOWN_MS = 2_000;

/** Copies to the clipboard, and says for two seconds how it went. Where the page has no clipboard it has failed. */
export function useCopyToClipboard() {
	const [status, setStatus] = useState<CopyStatus>("idle");
	useEffect(() => {
		if (status === "idle") return;
		const timer = setTimeout(() => setStatus("idle"), STATUS_SHOWN_MS);
		return () => clearTimeout(timer);
	}, [status]);
	const copy = async (text: CopySource) => setStatus(await writeToClipboard(text));
	return { status, copy };
}

async function writeToClipboard(text: CopySource): Promise<CopyStatus> {
	try {
		await navigator.clipboard.writeText(typeof text === "string" ? text : await text());
		return "copied";
	} catch {
		return "failed";
	}
}
