"use client";
import { revealDirectionOverrides } from "../primitives/displayText.ts";
import { createLazyPart } from "../primitives/lazyPart.tsx";
import { resourceTitle } from "./contentText.ts";
import type { ResourceViewProps } from "./ResourceView.tsx";

const PlainResource = ({ resource }: ResourceViewProps) => (
	<span className="wsc-chip">{revealDirectionOverrides(resourceTitle(resource))}</span>
);

/** `<ResourceView>`, fetched when somebody first looks. Until then, and where that fails, its name stands there. */
export const LazyResourceView = createLazyPart(
	async () => (await import("./ResourceView.tsx")).ResourceView,
	PlainResource,
);
