import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import { type ApiItem, ApiModel } from "@microsoft/api-extractor-model";
import type { PackageEntry } from "./packageEntries.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const SILENT = { default: { logLevel: ExtractorLogLevel.None } };

/** What API Extractor finds in the declarations of an entry. */
export interface EntryApi {
	/** The signatures, as Markdown, with those of types that are mentioned but not exported. */
	readonly report: string;
	/** What the entry exports, with its docstrings, in order of the names. */
	readonly items: readonly ApiItem[];
}

/** @param folder - An empty one, for the files in between. */
export function readApi({ types }: PackageEntry, folder: string): EntryApi {
	const reportFolder = join(folder, "reports");
	const apiJsonFilePath = join(folder, "entry.api.json");
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
			docModel: { enabled: true, apiJsonFilePath },
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
	const [entryPoint] = new ApiModel().loadPackage(apiJsonFilePath).entryPoints;
	const items = [...(entryPoint?.members ?? [])].sort((a, b) => a.displayName.localeCompare(b.displayName, "en"));
	return { report: readFileSync(join(reportFolder, "entry.api.md"), "utf8"), items };
}
