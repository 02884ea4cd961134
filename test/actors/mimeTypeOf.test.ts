import { expect, test } from "vitest";
import { mimeTypeOf } from "../../actors/files/mimeTypeOf.ts";

test("the ending of a name says the media type, whatever its case", () => {
	expect(mimeTypeOf("assets/logo.PNG")).toBe("image/png");
	expect(mimeTypeOf("docs/guide.md")).toBe("text/markdown");
	expect(mimeTypeOf("src/main.mjs")).toBe("text/javascript");
	expect(mimeTypeOf("config.yaml")).toBe("text/yaml");
	expect(mimeTypeOf("favicon.ico")).toBe("image/vnd.microsoft.icon");
	expect(mimeTypeOf("backup.tar")).toBe("application/x-tar");
});

test("TypeScript is not the video stream that its ending is registered for", () => {
	expect(mimeTypeOf("src/index.ts", "text/plain")).toBe("text/plain");
	expect(mimeTypeOf("src/index.mts")).toBe("application/octet-stream");
	expect(mimeTypeOf("src/main.rs", "text/plain")).toBe("text/plain");
});

test("a name without an ending that is known has the type for the others", () => {
	expect(mimeTypeOf("Makefile", "text/plain")).toBe("text/plain");
	expect(mimeTypeOf("json")).toBe("application/octet-stream");
	expect(mimeTypeOf("object.constructor", "text/plain")).toBe("text/plain");
});
