import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** A block of code that names the file it is taken from in its first line. */
const QUOTE = /^```tsx?\n\/\/ (examples\/\S+)\n([\s\S]*?)^```$/gm;

test("code in the documents that names a file of the examples is that file", () => {
	const quotes = ["README.md", ...globSync("docs/*.md")].flatMap((document) =>
		[...readFileSync(document, "utf8").matchAll(QUOTE)].map(([, file = "", code = ""]) => ({ document, file, code })),
	);
	for (const { document, file, code } of quotes)
		expect({ document, code }).toEqual({ document, code: readFileSync(file, "utf8") });
	expect(quotes.map(({ file }) => file)).toContain("examples/auth/jwt.ts");
});
