"use client";
import { createLazyPart } from "../primitives/lazyPart.tsx";
import { Preformatted } from "../primitives/Preformatted.tsx";
import type { TerminalOutputProps } from "./CommandOutput.tsx";

const PlainCommandOutput = ({ text }: TerminalOutputProps) => <Preformatted text={text} />;

/** `<TerminalOutput>`, fetched when somebody first looks. Until then, and where that fails, the text stands there plain. */
export const LazyCommandOutput = createLazyPart(
	async () => (await import("./CommandOutput.tsx")).TerminalOutput,
	PlainCommandOutput,
);
