"use client";
import { useEffect, useState } from "react";

export type CopyStatus = "idle" | "copied" | "failed";

export type CopyText = string | (() => string | Promise<string>);

const SHOWN_FOR = 2_000;

/** Copies to the clipboard, and says for two seconds how it went. Where the page has no clipboard it has failed. */
export function useCopy() {
	const [status, setStatus] = useState<CopyStatus>("idle");
	useEffect(() => {
		if (status === "idle") return;
		const timer = setTimeout(() => setStatus("idle"), SHOWN_FOR);
		return () => clearTimeout(timer);
	}, [status]);
	const copy = async (text: CopyText) => setStatus(await write(text));
	return { status, copy };
}

async function write(text: CopyText): Promise<CopyStatus> {
	try {
		await navigator.clipboard.writeText(typeof text === "string" ? text : await text());
		return "copied";
	} catch {
		return "failed";
	}
}
