"use client";

import { useMemo, useState } from "react";
import type { StoredContent } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { normalizeBase64, readImageSize } from "../../rules/binaryContent.ts";
import { revealCharacters } from "../primitives/hiddenText.ts";
import { MissingMedia, StoredMedia } from "./StoredMedia.tsx";

const SAFE_IMAGE_TYPES = /^image\/(?:png|jpeg|gif|webp|avif|bmp)$/;
/** No playlists: they would load from any address that is in them. */
const SAFE_AUDIO_TYPES = /^audio\/(?:aac|flac|mp4|mpeg|ogg|(?:x-)?wav|webm)$/;
/** Names that tools use for types that browsers know by another one. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
	["image/jpg", "image/jpeg"],
	["image/pjpeg", "image/jpeg"],
	["image/x-png", "image/png"],
	["image/x-ms-bmp", "image/bmp"],
	["audio/mp3", "audio/mpeg"],
	["audio/m4a", "audio/mp4"],
	["audio/x-m4a", "audio/mp4"],
	["audio/wave", "audio/wav"],
	["audio/x-flac", "audio/flac"],
]);

/** A media type as browsers know it: in lower case and without parameters. */
function knownMediaType(mimeType: string): string {
	const [bare = ""] = mimeType.toLowerCase().split(";");
	return OTHER_NAMES.get(bare.trim()) ?? bare.trim();
}

/** The element that shows a media type; null for types that may run or load something. */
export function safeMediaKind(mimeType = ""): "image" | "audio" | null {
	const type = knownMediaType(mimeType);
	if (SAFE_IMAGE_TYPES.test(type)) return "image";
	return SAFE_AUDIO_TYPES.test(type) ? "audio" : null;
}

interface MediaViewProps {
	readonly kind: "image" | "audio";
	readonly mimeType: string;
	/** Base64; "" when it is stored, or was truncated with its item. */
	readonly data: string;
	readonly stored?: StoredContent | undefined;
}

/** An image or audio of the content; the name of its type if that may run or load something. */
export function MediaView({ kind, mimeType, data, stored }: MediaViewProps) {
	const labels = useLabels();
	const [isBroken, setIsBroken] = useState(false);
	const label = labels.content[kind];
	const base64 = useMemo(() => normalizeBase64(data), [data]);
	const isSafe = safeMediaKind(mimeType) === kind;
	// A picture with the wrong type is shown by what its bytes are.
	const isPicture = kind === "image" && Boolean(stored ? stored.width : base64 !== null && readImageSize(base64));
	if (!isSafe && !isPicture) return <p className="wsc-chip">{`${label}: ${revealCharacters(mimeType)}`}</p>;
	const type = isSafe ? knownMediaType(mimeType) : "image/png";
	if (stored) return <StoredMedia kind={kind} mimeType={type} content={stored} />;
	if (data === "") return <MissingMedia text={labels.contentNotLoaded(label)} />;
	if (isBroken || base64 === null) return <MissingMedia text={labels.contentUnreadable(label)} />;
	const source = `data:${type};base64,${base64}`;
	if (kind === "image") return <img className="wsc-image" src={source} alt={label} onError={() => setIsBroken(true)} />;
	// biome-ignore lint/a11y/useMediaCaption: an agent sends none.
	return <audio className="wsc-audio" controls preload="none" src={source} aria-label={label} />;
}
