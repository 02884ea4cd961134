import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, type InlineConfig, preview } from "vite";

export interface ServedPage {
	readonly address: string;
	close(): Promise<void>;
}

/** Builds the page of a folder as a host would, and serves it. */
export async function servePage(root: string): Promise<ServedPage> {
	const outDir = await mkdtemp(join(tmpdir(), "workspace-chat-page-"));
	const page: InlineConfig = { root, configFile: false, logLevel: "error", build: { outDir }, preview: { port: 0 } };
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
