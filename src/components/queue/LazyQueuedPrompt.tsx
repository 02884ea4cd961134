"use client";
import { createLazyPart } from "../lazy/createLazyPart.tsx";
import { PlainQueuedPrompt } from "./PlainQueuedPrompt.tsx";

/** `<QueuedPrompt>`, fetched when a prompt first waits. Until then, and where that fails, it can only be taken back. */
export const LazyQueuedPrompt = createLazyPart(
	async () => (await import("./QueuedPrompt.tsx")).QueuedPrompt,
	PlainQueuedPrompt,
);
