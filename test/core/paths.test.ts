import { describe, expect, test } from "vitest";
import { isOutsideFolder, relativePath } from "../../src/core/index.ts";

const FOLDER = "/srv/site";

describe("a path is shown", () => {
	test.each([
		["/srv/site/src/app.ts", "src/app.ts"],
		["/srv/site/.env", ".env"],
		["/srv/site/[slug]/page.tsx", "[slug]/page.tsx"],
		["/srv/site/größe.md", "größe.md"],
	])("without the folder it lies in: %s", (path, shown) => {
		expect(relativePath(path, FOLDER)).toBe(shown);
		expect(relativePath(path, `${FOLDER}/`)).toBe(shown);
	});

	test.each([
		["a folder of a like name", "/srv/site-evil/app.ts"],
		["another case", "/srv/Site/app.ts"],
		["the folder itself", "/srv/site"],
		["a way up", "/srv/site/../keys"],
		["a way up behind a name", "/srv/site/src/../../keys"],
		["what would look like the root", "/srv/site//etc/passwd"],
		["what would look like the root after a space", "/srv/site/ /etc/passwd"],
		["what would look like the root after something unseen", "/srv/site/\u200b/etc/passwd"],
		["what would look like the root after a letter that is not seen", "/srv/site/\u3164/etc/passwd"],
		["what would look like a home folder", "/srv/site/~/.ssh/config"],
		["what would look like a drive", "/srv/site/C:/keys"],
		["a way up with the slashes of Windows", "/srv/site/..\\keys"],
		["what is no path from the root", "src/app.ts"],
	])("as it is for %s", (_, path) => {
		expect(relativePath(path, FOLDER)).toBe(path);
	});

	test("as it is where the folder is not known, or is the root", () => {
		for (const folder of [null, undefined, "", "/"]) expect(relativePath("/etc/hosts", folder)).toBe("/etc/hosts");
	});

	test("with the slashes of its own system", () => {
		expect(relativePath("C:\\site\\src\\app.ts", "C:\\site")).toBe("src\\app.ts");
		expect(relativePath("/srv/site\\app.ts", FOLDER)).toBe("/srv/site\\app.ts");
	});
});

describe("a path leads out of the folder", () => {
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
	])("%s", (path) => {
		expect(isOutsideFolder(path, FOLDER)).toBe(true);
	});

	test.each(["/srv/site", "/srv/site/src/app.ts", "/srv/site/src/../app.ts", "src/app.ts", "./app.ts"])(
		"unlike %s",
		(path) => {
			expect(isOutsideFolder(path, FOLDER)).toBe(false);
		},
	);

	test("never where the folder is not known", () => {
		expect(isOutsideFolder("/etc/hosts", null)).toBe(false);
	});
});
