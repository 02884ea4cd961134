import { LIMITS } from "../../protocol/index.ts";

/** The longer side in pixels, and how good: tried one after another until the likeness is small enough. */
const THUMBNAIL_SIZES = [
	{ side: 192, quality: 0.6 },
	{ side: 144, quality: 0.5 },
	{ side: 96, quality: 0.4 },
] as const;

/** A small likeness of a picture, a `data:` URL; undefined where there is none to be had. Never rejects. */
export async function createThumbnail(file: File): Promise<string | undefined> {
	if (!file.type.startsWith("image/") || typeof createImageBitmap === "undefined") return undefined;
	try {
		const picture = await createImageBitmap(file);
		const likenesses = THUMBNAIL_SIZES.map(({ side, quality }) => drawThumbnail(picture, side, quality));
		picture.close();
		return likenesses.find((likeness) => likeness.length <= LIMITS.thumbnailCharacters);
	} catch {
		// A drawing in SVG, or no picture at all.
		return undefined;
	}
}

function drawThumbnail(picture: ImageBitmap, side: number, quality: number): string {
	const scale = Math.min(1, side / Math.max(picture.width, picture.height));
	const canvas = document.createElement("canvas");
	canvas.width = Math.max(1, Math.round(picture.width * scale));
	canvas.height = Math.max(1, Math.round(picture.height * scale));
	canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
	// A browser that cannot write WebP writes PNG.
	return canvas.toDataURL("image/webp", quality);
}
