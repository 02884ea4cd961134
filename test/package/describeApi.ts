import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import type { PackageEntry } from "./packageEntries.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const SILENT = { default: { logLevel: ExtractorLogLevel.None } };

/**
 * The signatures of all that an entry of the built package exports, as API Extractor reports them.
 */
export function describeApi({ types }: PackageEntry, folder: string): string {
	const reportFolder = join(folder, "reports");
	mkdirSync(reportFolder, { recursive: true });
	const config = ExtractorConfig.prepare({
		configObject: {
			projectFolder: ROOT,
			mainEntryPointFilePath: resolve(ROOT, types),
			compiler: { tsconfigFilePath: resolve(ROOT, "tsconfig.json"), skipLibCheck: true },
			apiReport: {
				enabled: true,
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
	return readFileSync(join(reportFolder, "entry.api.md"), "utf8");
}
