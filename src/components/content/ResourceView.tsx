"use client";
import type { ContentBlock } from "../../protocol/index.ts";
import { Fold } from "../fold/Fold.tsx";
import { Preformatted } from "../part/Preformatted.tsx";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { base64Size } from "./base64Size.ts";
import { EmbeddedFile } from "./EmbeddedFile.tsx";
import { MediaView } from "./MediaView.tsx";
import { safeMediaKind } from "./mediaKind.ts";
import { ResourceChip } from "./ResourceChip.tsx";
import { ResourceName } from "./ResourceName.tsx";
import { resourceTitle } from "./resourceTitle.ts";

export interface ResourceViewProps {
	readonly id: string;
	readonly resource: Extract<ContentBlock, { type: "resource" | "resource_link" }>;
}

type EmbeddedResource = Extract<ContentBlock, { type: "resource" }>;

/** A file that the agent refers to or sends along, with its type and size, and a way to what is in it where there is one. */
export function ResourceView({ id, resource }: ResourceViewProps) {
	if (resource.type === "resource_link") {
		const { uri, mimeType, size } = resource;
		return (
			<ResourceChip mimeType={mimeType} size={size} name={<ResourceName uri={uri} name={resourceTitle(resource)} />} />
		);
	}
	const body = renderPreview(resource);
	if (!body) return <EmbeddedFile file={resource} />;
	const { uri, mimeType, blob } = resource;
	const name = <bdi title={revealDirectionOverrides(uri)}>{revealDirectionOverrides(resourceTitle(resource))}</bdi>;
	const size = blob === undefined ? undefined : base64Size(blob);
	return (
		<Fold id={id} summary={<ResourceChip mimeType={mimeType} size={size} name={name} />}>
			{body}
		</Fold>
	);
}

/** What can be shown of an embedded file; null for one that is neither text nor something to look at or hear. */
function renderPreview({ text, blob, mimeType = "" }: EmbeddedResource) {
	if (text !== undefined) return <Preformatted text={text} />;
	const kind = safeMediaKind(mimeType);
	return kind && blob !== undefined ? <MediaView kind={kind} mimeType={mimeType} data={blob} /> : null;
}
