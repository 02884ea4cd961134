"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { safeMediaKind } from "./mediaKind.ts";

interface MediaViewProps {
	readonly kind: "image" | "audio";
	readonly mimeType: string;
	/** Base64. */
	readonly data: string;
}

/** A picture or a recording out of the content itself; the name of its type where it might load or run something. */
export function MediaView({ kind, mimeType, data }: MediaViewProps) {
	const label = useLabels().content[kind];
	const source = `data:${mimeType};base64,${data}`;
	if (safeMediaKind(mimeType) !== kind)
		return <p className="wsc-chip">{`${label}: ${revealDirectionOverrides(mimeType)}`}</p>;
	if (kind === "image") return <img className="wsc-image" src={source} alt={label} />;
	// biome-ignore lint/a11y/useMediaCaption: an agent sends none.
	return <audio className="wsc-audio" controls preload="none" src={source} aria-label={label} />;
}
