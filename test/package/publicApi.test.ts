import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { describeApi } from "./describeApi.ts";
import { loadExports, packageEntries } from "./packageEntries.ts";
import { readExports } from "./readExports.ts";

const folder = mkdtempSync(join(tmpdir(), "workspace-chat-api-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(packageEntries)("$specifier has types for everything it exports", async (entry) => {
	expect(readExports(entry.types)).toEqual(expect.arrayContaining([...(await loadExports(entry))]));
});

// When this fails on purpose: `npm run api` rewrites the reports, and a changeset says what changed.
test.each(packageEntries)("the signatures of $specifier are those of its report", async (entry) => {
	const name = entry.specifier.split("/").slice(1).join("-") || "index";
	await expect(describeApi(entry, join(folder, name))).toMatchFileSnapshot(`./api/${name}.api.md`);
});
