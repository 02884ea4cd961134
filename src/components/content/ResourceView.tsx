"use client";
import type { ContentBlock } from "../../protocol/index.ts";
import { Fold } from "../fold/Fold.tsx";
import { Icon } from "../icon/Icon.tsx";
import { Preformatted } from "../part/Preformatted.tsx";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { shortPath } from "../tool-call/shortPath.ts";

interface ResourceViewProps {
	readonly id: string;
	readonly resource: Extract<ContentBlock, { type: "resource" | "resource_link" }>;
}

/** A file that the agent refers to. Its address is shown and not followed: it lies in the sandbox. */
export function ResourceView({ id, resource }: ResourceViewProps) {
	const title = resource.type === "resource_link" ? (resource.title ?? resource.name) : shortPath(resource.uri);
	const name = (
		<span className="wsc-chip" title={revealDirectionOverrides(resource.uri)}>
			<Icon name="read" />
			{revealDirectionOverrides(title)}
		</span>
	);
	if (resource.type === "resource_link" || resource.text === undefined) return name;
	return (
		<Fold id={id} summary={name}>
			<Preformatted text={resource.text} />
		</Fold>
	);
}
