"use client";
import { createLazyPart } from "../lazy/createLazyPart.tsx";
import { Preformatted } from "../part/Preformatted.tsx";
import type { TerminalOutputProps } from "./CommandOutput.tsx";

const PlainCommandOutput = ({ text }: TerminalOutputProps) => <Preformatted text={text} />;

/** `<TerminalOutput>`, fetched when somebody first looks. Until then, and where that fails, the text stands there plain. */
export const LazyCommandOutput = createLazyPart(
	async () => (await import("./CommandOutput.tsx")).TerminalOutput,
	PlainCommandOutput,
);
