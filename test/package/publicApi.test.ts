import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { describeApi, unexportedTypes } from "./describeApi.ts";
import { loadExports, type PackageEntry, packageEntries } from "./packageEntries.ts";
import { readExports } from "./readExports.ts";

const folder = mkdtempSync(join(tmpdir(), "workspace-chat-api-"));
const exported = new Set(packageEntries.flatMap(({ types }) => readExports(types)));
const reports = new Map<PackageEntry, string>();

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reportName = ({ specifier }: PackageEntry) => specifier.split("/").slice(1).join("-") || "index";

function readReport(entry: PackageEntry): string {
	const report = reports.get(entry) ?? describeApi(entry, join(folder, reportName(entry)), exported);
	reports.set(entry, report);
	return report;
}

test.each(packageEntries)("$specifier has types for everything it exports", async (entry) => {
	expect(readExports(entry.types)).toEqual(expect.arrayContaining([...(await loadExports(entry))]));
});

// When this fails on purpose: `npm run api` rewrites the reports, and a changeset says what changed.
test.each(packageEntries)("the signatures of $specifier are those of its report", async (entry) => {
	await expect(readReport(entry)).toMatchFileSnapshot(`./api/${reportName(entry)}.api.md`);
});

/** Parts of types that hosts can import. */
const PARTS = [
	"ApprovalLimits",
	"CompletionListState",
	"DraftAttachmentBase",
	"FieldBase",
	"ItemBase",
	"LOG_EVENTS",
	"MetadataOf",
	"NewestFirstDriver",
	"NoQueues",
	"PROMPT_STATES",
	"PendingPromptBase",
	"PromptBubbleState",
	"RateLimits",
	"SessionLimits",
	"SqlAccess",
	"SqlExecutor",
	"StoreMethods",
	"TurnWarning",
	"UnplacedItem",
	"WHEN_BUSY",
	"WithoutPlace",
	"WithoutSeq",
	"WorkspaceActionHandlers",
	"WorkspaceDatabase",
	"WorkspaceEventTokens",
];

test("a host can import every type of a signature, except for parts of types that it can import", () => {
	expect([...new Set(packageEntries.flatMap((entry) => unexportedTypes(readReport(entry))))].sort()).toEqual(PARTS);
});

test("everything that is exported, and every member of it, is documented", () => {
	const undocumented = packageEntries.filter((entry) => readReport(entry).includes("(undocumented)"));
	expect(undocumented.map(({ specifier }) => specifier)).toEqual([]);
});
