"use client";

import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { revealDirectionOverrides } from "../primitives/displayText.ts";

const SAFE_IMAGE_TYPES = /^image\/(?:png|jpeg|gif|webp|avif)$/;
/** No playlists: they would load from any address that is in them. */
const SAFE_AUDIO_TYPES = /^audio\/(?:aac|flac|mp4|mpeg|ogg|(?:x-)?wav|webm)$/;

/** The element that shows a media type; null for types that may run or load something. */
export function safeMediaKind(mimeType: string | undefined): "image" | "audio" | null {
	if (SAFE_IMAGE_TYPES.test(mimeType ?? "")) return "image";
	return SAFE_AUDIO_TYPES.test(mimeType ?? "") ? "audio" : null;
}

interface MediaViewProps {
	readonly kind: "image" | "audio";
	readonly mimeType: string;
	/** Base64. */
	readonly data: string;
}

/** An image or audio that is embedded in the content; the name of its type if that may run or load something. */
export function MediaView({ kind, mimeType, data }: MediaViewProps) {
	const label = useLabels().content[kind];
	const source = `data:${mimeType};base64,${data}`;
	if (safeMediaKind(mimeType) !== kind)
		return <p className="wsc-chip">{`${label}: ${revealDirectionOverrides(mimeType)}`}</p>;
	if (kind === "image") return <img className="wsc-image" src={source} alt={label} />;
	// biome-ignore lint/a11y/useMediaCaption: an agent sends none.
	return <audio className="wsc-audio" controls preload="none" src={source} aria-label={label} />;
}
