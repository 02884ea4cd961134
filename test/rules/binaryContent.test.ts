import { describe, expect, test } from "vitest";
import {
	decodeBase64,
	decodedSize,
	encodedSize,
	normalizeBase64,
	readImageSize,
	replaceBinary,
	storeContent,
} from "../../src/rules/binaryContent.ts";

const LARGE = Buffer.alloc(6_000, 7).toString("base64");
const STORED = { id: "content-1", size: 6_000 };

function replace(value: unknown): unknown {
	return replaceBinary(value, () => STORED);
}

describe("binary content of the agent becomes a reference", () => {
	test.each([
		["an image of ACP", { type: "image", mimeType: "image/png", data: LARGE }, "data"],
		["audio", { type: "audio", mimeType: "audio/wav", data: LARGE }, "data"],
		["the source of an image in Anthropic's form", { type: "base64", media_type: "image/png", data: LARGE }, "data"],
		["an embedded file", { uri: "file:///a.pdf", mimeType: "application/pdf", blob: LARGE }, "blob"],
	])("%s", (_what, block, field) => {
		expect(replace(block)).toEqual({ ...block, [field]: "", stored: STORED });
	});

	test("in a message, in a tool call and in its raw output", () => {
		const block = { type: "image", mimeType: "image/png", data: LARGE };
		const update = { content: [{ type: "content", content: block }], rawOutput: { content: [block] } };
		expect(JSON.stringify(replace({ params: { update } })).length).toBeLessThan(500);
	});

	test("but not text, nor what is small enough for its item", () => {
		const values = [
			{ type: "text", text: LARGE },
			{ type: "diff", path: "a", oldText: LARGE, newText: "" },
			{ type: "image", mimeType: "image/png", data: "AAAA" },
			{ type: "image", data: 5 },
			{ uri: "file:///a", text: LARGE },
		];
		for (const value of values) expect(replace(value)).toBe(value);
	});
});

describe("base64", () => {
	test.each([
		["AAAA", "AAAA", 3],
		["AA==", "AA==", 1],
		["AAA", "AAA=", 2],
		["A-_A", "A+/A", 3],
		["AA\nAA", "AAAA", 3],
		["data:image/png;base64,AAAA", "AAAA", 3],
	])("%j is read as %s, %i bytes", (text, normalized, size) => {
		expect(normalizeBase64(text)).toBe(normalized);
		expect(decodedSize(normalized)).toBe(size);
	});

	test("of any form has the size of its bytes, and what is not base64 about that", () => {
		expect(encodedSize("A-_A\n_w==")).toBe(4);
		expect(encodedSize("not base64!")).toBe(8);
		expect([...decodeBase64("A+/A/w==")]).toEqual([3, 239, 192, 255]);
	});

	test.each(["", "A", "AA=A", "AA…", "not base64!"])("%j is not base64", (text) => {
		expect(normalizeBase64(text)).toBeNull();
	});
});

describe("the size of an image", () => {
	const sizeOf = (...parts: readonly (string | number[])[]) =>
		readImageSize(
			Buffer.concat([...parts.map((part) => Buffer.from(part as string, "latin1")), Buffer.alloc(40)]).toString(
				"base64",
			),
		);

	test("is read from its header", () => {
		expect(sizeOf("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", [0, 0, 2, 128, 0, 0, 1, 224])).toEqual({ width: 640, height: 480 });
		expect(sizeOf("GIF89a", [128, 2, 224, 1])).toEqual({ width: 640, height: 480 });
		const frame = [0xff, 0xc0, 0, 17, 8, 1, 224, 2, 128];
		expect(sizeOf([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, ...frame])).toEqual({ width: 640, height: 480 });
		expect(sizeOf("RIFF\0\0\0\0WEBPVP8X", Array(8).fill(0), [127, 2, 0, 223, 1, 0])).toEqual({
			width: 640,
			height: 480,
		});
	});

	test("is not known for anything else", () => {
		for (const part of ["", "GIF89a", "<svg>", "RIFF\0\0\0\0WEBPVP8?", "\xff\xd8\0\0"]) expect(sizeOf(part)).toBeNull();
		expect(readImageSize("AAAA")).toBeNull();
	});
});

test("what is not base64 has no id, but a size", () => {
	expect(storeContent("?".repeat(4_000), () => "content-1")).toEqual({ id: null, size: 3_000 });
});
