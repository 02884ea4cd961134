"use client";
import { createLazyPart } from "../primitives/lazyPart.tsx";
import { Preformatted } from "../primitives/Preformatted.tsx";
import type { DiffViewProps } from "./DiffView.tsx";

const PlainDiff = ({ newText }: DiffViewProps) => <Preformatted text={newText} />;

/** `<DiffView>`, fetched when somebody first looks. Until then, and where that fails, the new text stands there plain. */
export const LazyDiffView = createLazyPart(async () => (await import("./DiffView.tsx")).DiffView, PlainDiff);
