import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { build, type InlineConfig, type Plugin, type PreviewServer, preview } from "vite";
import { DemoError } from "./DemoError.ts";
import { keepNodeEnv } from "./keepNodeEnv.ts";
import type { Lifetime } from "./Lifetime.ts";

const HOST = "127.0.0.1";
const USUAL_PORT = 4747;
const PAGE_FOLDER = join(import.meta.dirname, "../page");

/** Builds the page into the data folder. */
export async function buildPage(dataFolder: string): Promise<void> {
	const outDir = join(dataFolder, "page");
	const config = { ...pageConfig(dataFolder), plugins: [react()], build: { outDir, emptyOutDir: true } };
	await keepNodeEnv(() => build(config));
}

/**
 * Serves the built page, and its configuration with the address of the Rivet engine.
 *
 * @returns Its address.
 * @throws {DemoError} If the requested port is in use.
 */
export async function servePage(
	{ dataFolder, endpoint, port }: { dataFolder: string; endpoint: string; port: number | null },
	lifetime: Lifetime,
): Promise<string> {
	const server = await listen(dataFolder, endpoint, port);
	await lifetime.add(() => server.close());
	return server.resolvedUrls?.local[0] ?? `http://${HOST}:${server.config.preview.port}/`;
}

async function listen(dataFolder: string, endpoint: string, port: number | null): Promise<PreviewServer> {
	try {
		const config = {
			...pageConfig(dataFolder),
			plugins: [serveConfig({ endpoint })],
			build: { outDir: join(dataFolder, "page") },
			preview: { host: HOST, port: port ?? USUAL_PORT, strictPort: port !== null },
		};
		return await keepNodeEnv(() => preview(config));
	} catch (error) {
		if (port === null) throw error;
		throw new DemoError(`Port ${port} is in use.`, "Choose another one, or omit --port to use a free one.", {
			cause: error,
		});
	}
}

function pageConfig(dataFolder: string): InlineConfig {
	return { configFile: false, root: PAGE_FOLDER, cacheDir: join(dataFolder, "vite"), logLevel: "error" };
}

/** The page requests `/config.json`, because it is built before the engine's port is known. */
function serveConfig(config: { readonly endpoint: string }): Plugin {
	return {
		name: "workspace-chat-demo-config",
		configurePreviewServer(server) {
			server.middlewares.use("/config.json", (_request, response) => {
				response.setHeader("content-type", "application/json");
				response.setHeader("cache-control", "no-store");
				response.end(JSON.stringify(config));
			});
		},
	};
}
