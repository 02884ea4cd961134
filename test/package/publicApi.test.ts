import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createReference } from "./createReference.ts";
import { describeApi, unexportedTypes } from "./describeApi.ts";
import { loadExports, type PackageEntry, packageEntries } from "./packageEntries.ts";
import { type EntryApi, readApi } from "./readApi.ts";
import { readExports } from "./readExports.ts";

const folder = mkdtempSync(join(tmpdir(), "workspace-chat-api-"));
const exported = new Set(packageEntries.flatMap(({ types }) => readExports(types)));
const apis = new Map<PackageEntry, EntryApi>();

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reportName = ({ specifier }: PackageEntry) => specifier.split("/").slice(1).join("-") || "index";

function apiOf(entry: PackageEntry): EntryApi {
	const api = apis.get(entry) ?? readApi(entry, join(folder, reportName(entry)));
	apis.set(entry, api);
	return api;
}

const readReport = (entry: PackageEntry) => describeApi(apiOf(entry), exported);

test.each(packageEntries)("$specifier has types for everything it exports", async (entry) => {
	expect(readExports(entry.types)).toEqual(expect.arrayContaining([...(await loadExports(entry))]));
});

// When this fails on purpose: `npm run api` rewrites the reports, and a changeset says what changed.
test.each(packageEntries)("the signatures of $specifier are those of its report", async (entry) => {
	await expect(readReport(entry)).toMatchFileSnapshot(`./api/${reportName(entry)}.api.md`);
});

/** Parts of types that hosts can import. */
const PARTS = [
	"AdminActionHandlers",
	"ApprovalLimits",
	"AttentionLimits",
	"AuditExportHeader",
	"CompletionListState",
	"DIRECTORY_RESPONSES",
	"DirectoryActionHandlers",
	"DirectoryCallHandlers",
	"DirectoryCaller",
	"DirectoryEventTokens",
	"DraftAttachmentBase",
	"ExportHeader",
	"ExportPosition",
	"FieldBase",
	"ImportStep",
	"ItemBase",
	"LOG_EVENTS",
	"MetadataOf",
	"NewestFirstDriver",
	"NoQueues",
	"PROMPT_STATES",
	"PagePart",
	"PendingPromptBase",
	"ProbedRegistry",
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

test("docs/reference.md says what the package exports", async () => {
	const reference = createReference(new Map(packageEntries.map((entry) => [entry, apiOf(entry)])));
	await expect(reference).toMatchFileSnapshot("../../docs/reference.md");
	// The props of the chat, those of how to reach the workspace included.
	const [, props = ""] = reference.split("### WorkspaceChatProps\n");
	expect(props.split("\n### ")[0]).toMatch(/`workspaceId`[\s\S]*`endpoint\?`[\s\S]*`getParams\?`/);
	// What a class can do, and what each method throws.
	const [, admin = ""] = reference.split("### WorkspaceAdmin\n");
	const [row = ""] = /^\| `destroyWorkspace` .*$/m.exec(admin.split("\n### ")[0] ?? "") ?? [];
	expect(row).toMatch(
		/`\(workspaceId: string\) => Promise<void>` \| Removes a workspace.*Throws: .*`not_found`.*`no_server`/,
	);
});
