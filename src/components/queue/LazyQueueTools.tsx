"use client";
import { createLazyPart } from "../lazy/createLazyPart.tsx";
import type { QueueToolsProps } from "./QueueTools.tsx";

const NoTools = (_: QueueToolsProps) => null;

/** `<QueueTools>`, fetched when a prompt first waits. Until then, and where that fails, a prompt can only be taken back. */
export const LazyQueueTools = createLazyPart(async () => (await import("./QueueTools.tsx")).QueueTools, NoTools);
