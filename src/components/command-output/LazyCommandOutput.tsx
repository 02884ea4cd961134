"use client";
import { createLazyPart } from "../lazy/createLazyPart.tsx";
import { Preformatted } from "../part/Preformatted.tsx";
import type { CommandOutputProps } from "./CommandOutput.tsx";

const PlainOutput = ({ text }: CommandOutputProps) => <Preformatted text={text} />;

/** `<CommandOutput>`, fetched when somebody first looks. Until then, and where that fails, the text stands there plain. */
export const LazyCommandOutput = createLazyPart(
	async () => (await import("./CommandOutput.tsx")).CommandOutput,
	PlainOutput,
);
