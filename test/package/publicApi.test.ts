import { expect, test } from "vitest";
import { loadExports, type PackageEntry, packageEntries } from "./packageEntries.ts";
import { readExports } from "./readExports.ts";

async function describeEntry(entry: PackageEntry): Promise<string> {
	const values = await loadExports(entry);
	const names = readExports(entry.types).map((name) => (values.includes(name) ? name : `type ${name}`));
	return [entry.specifier, ...names.sort().map((name) => `\t${name}`), ""].join("\n");
}

test.each(packageEntries)("$specifier has types for everything it exports", async (entry) => {
	expect(readExports(entry.types)).toEqual(expect.arrayContaining([...(await loadExports(entry))]));
});

// When this fails on purpose: `npm run api` rewrites the file, and the CHANGELOG says so.
test("the package exports what publicApi.txt says, nothing more and nothing less", async () => {
	const described = await Promise.all(packageEntries.map(describeEntry));
	await expect(described.join("\n")).toMatchFileSnapshot("./publicApi.txt");
});
