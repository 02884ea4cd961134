"use client";
import type { ContentBlock } from "../../protocol/index.ts";
import { Fold } from "../fold/Fold.tsx";
import { Icon } from "../icon/Icon.tsx";
import { Preformatted } from "../part/Preformatted.tsx";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { shortPath } from "../tool-call/shortPath.ts";
import { MediaView } from "./MediaView.tsx";
import { mediaKind } from "./mediaKind.ts";

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
	const body = resource.type === "resource" ? bodyOf(resource) : null;
	if (!body) return name;
	return (
		<Fold id={id} summary={name}>
			{body}
		</Fold>
	);
}

/** What can be shown of an embedded file; null for one that is neither text nor something to look at or hear. */
function bodyOf({ text, blob, mimeType = "" }: Extract<ContentBlock, { type: "resource" }>) {
	if (text !== undefined) return <Preformatted text={text} />;
	const kind = mediaKind(mimeType);
	return kind && blob !== undefined ? <MediaView kind={kind} mimeType={mimeType} data={blob} /> : null;
}
