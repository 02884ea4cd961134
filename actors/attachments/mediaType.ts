const MEDIA_TYPE = /^[a-z\d][\w!#$&^.+-]*\/[a-z\d][\w!#$&^.+-]*$/i;

/** What a browser says a file is, where that is a media type; its parameters are left out. */
export function mediaType(said: string): string {
	const [type = ""] = said.split(";");
	return MEDIA_TYPE.test(type.trim()) ? type.trim().toLowerCase() : "application/octet-stream";
}
