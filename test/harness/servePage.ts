import { globSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BuildOptions, build, type InlineConfig, preview } from "vite";

export interface ServedPage {
	readonly address: string;
	close(): Promise<void>;
}

/** Every page of the folder. */
function buildOf(root: string, outDir: string): BuildOptions {
	return { outDir, rolldownOptions: { input: globSync("*.html", { cwd: root }).map((name) => join(root, name)) } };
}

/** Builds the pages of a folder as a host would, and serves it. */
export async function servePage(root: string): Promise<ServedPage> {
	const outDir = await mkdtemp(join(tmpdir(), "workspace-chat-page-"));
	const page: InlineConfig = {
		root,
		configFile: false,
		logLevel: "error",
		build: buildOf(root, outDir),
		preview: { port: 0 },
	};
	await build(page);
	const server = await preview(page);
	return {
		address: server.resolvedUrls?.local[0] ?? "",
		async close() {
			await server.close();
			await rm(outDir, { recursive: true });
		},
	};
}
