import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import type { PackageEntry } from "./packageEntries.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const SILENT = { default: { logLevel: ExtractorLogLevel.None } };

/**
 * The signatures of what an entry of the built package exports, as API Extractor reports them, and of the types in them
 * that no entry exports: a change to one of these changes the signatures, too.
 *
 * @param exported - The names that the entries of the package export. Those of other entries are in their reports.
 */
export function describeApi({ types }: PackageEntry, folder: string, exported: ReadonlySet<string>): string {
	const reportFolder = join(folder, "reports");
	mkdirSync(reportFolder, { recursive: true });
	const config = ExtractorConfig.prepare({
		configObject: {
			projectFolder: ROOT,
			mainEntryPointFilePath: resolve(ROOT, types),
			compiler: { tsconfigFilePath: resolve(ROOT, "tsconfig.json"), skipLibCheck: true },
			apiReport: {
				enabled: true,
				includeForgottenExports: true,
				reportFileName: "entry.api.md",
				reportFolder,
				reportTempFolder: folder,
			},
			docModel: { enabled: false },
			dtsRollup: { enabled: false },
			tsdocMetadata: { enabled: false },
			newlineKind: "lf",
			messages: { compilerMessageReporting: SILENT, extractorMessageReporting: SILENT, tsdocMessageReporting: SILENT },
		},
		configObjectFullPath: undefined,
		packageJsonFullPath: resolve(ROOT, "package.json"),
	});
	Extractor.invoke(config, {
		localBuild: true,
		messageCallback: (message) => {
			message.handled = true;
		},
	});
	return keepOwnTypes(readFileSync(join(reportFolder, "entry.api.md"), "utf8"), exported);
}

/** The first line of a declaration that the entry does not export. */
const UNEXPORTED = /^(?:abstract |declare )*(?:interface|type|const|class|function) (\w+)/m;
const IMPORT = /^import .*?(\w+)(?: \})? from .*;\n/gm;
/** What Rivet's types mention of the workspace actor. A host cannot reach it. */
const ACTOR_INTERNALS: ReadonlySet<string> = new Set(["Workspace", "WorkspaceContext"]);

/** The names of types that are in a report, but that its entry does not export. */
export function unexportedTypes(report: string): readonly string[] {
	return report.split("\n\n").flatMap((block) => unexportedName(block) ?? []);
}

function unexportedName(block: string): string | undefined {
	return /^export /m.test(block) ? undefined : UNEXPORTED.exec(block)?.[1];
}

/** Removes the types that the reports of other entries have, those only they mention, and the imports of both. */
function keepOwnTypes(report: string, exported: ReadonlySet<string>): string {
	const blocks = report.split("\n\n");
	const unexported = new Map(blocks.flatMap((block) => [[unexportedName(block) ?? "", block]]));
	const kept = new Set(blocks.filter((block) => unexportedName(block) === undefined));
	// Iterating over a set includes elements that are added meanwhile.
	for (const block of kept)
		for (const [name = ""] of block.matchAll(/\w+/g)) {
			const mentioned = unexported.get(name);
			if (mentioned && !exported.has(name) && !ACTOR_INTERNALS.has(name)) kept.add(mentioned);
		}
	const text = blocks.filter((block) => kept.has(block)).join("\n\n");
	const code = text.replace(IMPORT, "");
	return text.replace(IMPORT, (line, name) => (new RegExp(`\\b${name}\\b`).test(code) ? line : ""));
}
