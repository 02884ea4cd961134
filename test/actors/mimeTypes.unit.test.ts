import { expect, test } from "vitest";
import { mediaTypeOfPath } from "../../actors/files/mediaTypes.ts";

test("the ending of a name says the media type, whatever its case", () => {
	expect(mediaTypeOfPath("assets/logo.PNG")).toBe("image/png");
	expect(mediaTypeOfPath("docs/guide.md")).toBe("text/markdown");
	expect(mediaTypeOfPath("src/main.mjs")).toBe("text/javascript");
	expect(mediaTypeOfPath("config.yaml")).toBe("text/yaml");
	expect(mediaTypeOfPath("favicon.ico")).toBe("image/vnd.microsoft.icon");
	expect(mediaTypeOfPath("backup.tar")).toBe("application/x-tar");
});

test("TypeScript is not the video stream that its ending is registered for", () => {
	expect(mediaTypeOfPath("src/index.ts", "text/plain")).toBe("text/plain");
	expect(mediaTypeOfPath("src/index.mts")).toBe("application/octet-stream");
	expect(mediaTypeOfPath("src/main.rs", "text/plain")).toBe("text/plain");
});

test("a name without an ending that is known has the type for the others", () => {
	expect(mediaTypeOfPath("Makefile", "text/plain")).toBe("text/plain");
	expect(mediaTypeOfPath("json")).toBe("application/octet-stream");
	expect(mediaTypeOfPath("object.constructor", "text/plain")).toBe("text/plain");
});
