import { describe, expect, test } from "vitest";
import { isOutsideFolder, relativePath } from "../../src/core/index.ts";

const FOLDER = "/srv/site";

describe("relativePath", () => {
	test.each([
		["/srv/site/src/app.ts", "src/app.ts"],
		["/srv/site/.env", ".env"],
		["/srv/site/[slug]/page.tsx", "[slug]/page.tsx"],
		["/srv/site/größe.md", "größe.md"],
	])("removes the folder from %s", (path, shown) => {
		expect(relativePath(path, FOLDER)).toBe(shown);
		expect(relativePath(path, `${FOLDER}/`)).toBe(shown);
	});

	test.each([
		["a folder with a similar name", "/srv/site-evil/app.ts"],
		["a folder in another case", "/srv/Site/app.ts"],
		["the folder itself", "/srv/site"],
		["a path with `..`", "/srv/site/../keys"],
		["a path with `..` after a name", "/srv/site/src/../../keys"],
		["a path that would look absolute", "/srv/site//etc/passwd"],
		["a path that would look absolute after a space", "/srv/site/ /etc/passwd"],
		["a path that would look absolute after an invisible character", "/srv/site/\u200b/etc/passwd"],
		["a path that would look absolute after an invisible letter", "/srv/site/\u3164/etc/passwd"],
		["a path that would look like a home folder", "/srv/site/~/.ssh/config"],
		["a path that would look like a drive", "/srv/site/C:/keys"],
		["a path with `..` and backslashes", "/srv/site/..\\keys"],
		["a relative path", "src/app.ts"],
	])("leaves %s as it is", (_, path) => {
		expect(relativePath(path, FOLDER)).toBe(path);
	});

	test("leaves a path as it is when the folder is unknown or the root", () => {
		for (const folder of [null, undefined, "", "/"]) expect(relativePath("/etc/hosts", folder)).toBe("/etc/hosts");
	});

	test("uses the separator of the folder", () => {
		expect(relativePath("C:\\site\\src\\app.ts", "C:\\site")).toBe("src\\app.ts");
		expect(relativePath("/srv/site\\app.ts", FOLDER)).toBe("/srv/site\\app.ts");
	});
});

describe("isOutsideFolder", () => {
	test.each([
		"/etc/hosts",
		"/srv/site-evil/app.ts",
		"/srv/Site/app.ts",
		"/srv/site/../keys",
		"/srv/site/src/../../keys",
		"../keys",
		"src/../../keys",
		"~/.ssh/config",
		"file:///etc/hosts",
		"/srv/site/..\\keys",
		"C:\\keys",
	])("is true for %s", (path) => {
		expect(isOutsideFolder(path, FOLDER)).toBe(true);
	});

	test.each(["/srv/site", "/srv/site/src/app.ts", "/srv/site/src/../app.ts", "src/app.ts", "./app.ts"])(
		"is false for %s",
		(path) => {
			expect(isOutsideFolder(path, FOLDER)).toBe(false);
		},
	);

	test("is false when the folder is unknown", () => {
		expect(isOutsideFolder("/etc/hosts", null)).toBe(false);
	});
});
