const MIME_TYPES: Readonly<Record<string, string>> = {
	avif: "image/avif",
	bmp: "image/bmp",
	css: "text/css",
	csv: "text/csv",
	gif: "image/gif",
	gz: "application/gzip",
	htm: "text/html",
	html: "text/html",
	ico: "image/vnd.microsoft.icon",
	jpeg: "image/jpeg",
	jpg: "image/jpeg",
	js: "text/javascript",
	json: "application/json",
	md: "text/markdown",
	mjs: "text/javascript",
	mp3: "audio/mpeg",
	mp4: "video/mp4",
	otf: "font/otf",
	pdf: "application/pdf",
	png: "image/png",
	svg: "image/svg+xml",
	tar: "application/x-tar",
	ttf: "font/ttf",
	txt: "text/plain",
	wasm: "application/wasm",
	wav: "audio/wav",
	webm: "video/webm",
	webp: "image/webp",
	woff2: "font/woff2",
	xml: "text/xml",
	zip: "application/zip",
};

/** The type of a file by the end of its name. */
export function mimeTypeOf(path: string, otherwise = "application/octet-stream"): string {
	const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
	return MIME_TYPES[ending] ?? otherwise;
}
