"use client";
import { createLazyPart } from "../lazy/createLazyPart.tsx";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import type { ResourceViewProps } from "./ResourceView.tsx";
import { resourceTitle } from "./resourceTitle.ts";

const PlainResource = ({ resource }: ResourceViewProps) => (
	<span className="wsc-chip">{revealDirectionOverrides(resourceTitle(resource))}</span>
);

/** `<ResourceView>`, fetched when somebody first looks. Until then, and where that fails, its name stands there. */
export const LazyResourceView = createLazyPart(
	async () => (await import("./ResourceView.tsx")).ResourceView,
	PlainResource,
);
