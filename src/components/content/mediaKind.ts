const IMAGE = /^image\/(?:png|jpeg|gif|webp|avif)$/;
/** No playlists: what is in one is loaded from wherever it says. */
const AUDIO = /^audio\/(?:aac|flac|mp4|mpeg|ogg|(?:x-)?wav|webm)$/;

/** What can be shown of a type, for those that neither run nor load anything; null for all others. */
export function mediaKind(mimeType: string | undefined): "image" | "audio" | null {
	if (IMAGE.test(mimeType ?? "")) return "image";
	return AUDIO.test(mimeType ?? "") ? "audio" : null;
}
