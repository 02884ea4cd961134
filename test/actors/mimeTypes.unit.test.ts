import { expect, test } from "vitest";
import { mediaTypeOfPath } from "../../actors/files/mediaTypes.ts";

test("the extension determines the media type, in any case", () => {
	expect(mediaTypeOfPath("assets/logo.PNG")).toBe("image/png");
	expect(mediaTypeOfPath("docs/guide.md")).toBe("text/markdown");
	expect(mediaTypeOfPath("src/main.mjs")).toBe("text/javascript");
	expect(mediaTypeOfPath("config.yaml")).toBe("text/yaml");
	expect(mediaTypeOfPath("favicon.ico")).toBe("image/vnd.microsoft.icon");
	expect(mediaTypeOfPath("backup.tar")).toBe("application/x-tar");
});

test("`.ts` is TypeScript, not the video format that is registered for it", () => {
	expect(mediaTypeOfPath("src/index.ts", "text/plain")).toBe("text/plain");
	expect(mediaTypeOfPath("src/index.mts")).toBe("application/octet-stream");
	expect(mediaTypeOfPath("src/main.rs", "text/plain")).toBe("text/plain");
});

test("an unknown extension has the default type", () => {
	expect(mediaTypeOfPath("Makefile", "text/plain")).toBe("text/plain");
	expect(mediaTypeOfPath("json")).toBe("application/octet-stream");
	expect(mediaTypeOfPath("object.constructor", "text/plain")).toBe("text/plain");
});
