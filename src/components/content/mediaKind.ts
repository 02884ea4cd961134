const SAFE_IMAGE_TYPES = /^image\/(?:png|jpeg|gif|webp|avif)$/;
/** No playlists: what is in one is loaded from wherever it says. */
const SAFE_AUDIO_TYPES = /^audio\/(?:aac|flac|mp4|mpeg|ogg|(?:x-)?wav|webm)$/;

/** What can be shown of a type, for those that neither run nor load anything; null for all others. */
export function safeMediaKind(mimeType: string | undefined): "image" | "audio" | null {
	if (SAFE_IMAGE_TYPES.test(mimeType ?? "")) return "image";
	return SAFE_AUDIO_TYPES.test(mimeType ?? "") ? "audio" : null;
}
