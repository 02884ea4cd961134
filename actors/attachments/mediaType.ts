const MEDIA_TYPE_PATTERN = /^[a-z\d][\w!#$&^.+-]*\/[a-z\d][\w!#$&^.+-]*$/i;

/** What a browser says a file is, where that is a media type; its parameters are left out. */
export function parseMediaType(said: string): string {
	const [type = ""] = said.split(";");
	return MEDIA_TYPE_PATTERN.test(type.trim()) ? type.trim().toLowerCase() : "application/octet-stream";
}
