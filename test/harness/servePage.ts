import { globSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, type InlineConfig, type Plugin, preview } from "vite";

export interface ServedPage {
	/** The address of `page.tsx`; other pages are next to it. */
	readonly address: string;
	close(): Promise<void>;
}

/** A host's page that only gives the chat its height. The nonce is for pages with a Content-Security-Policy. */
const pageOf = (script: string) => `<!doctype html>
<html lang="en">
	<head>
		<meta charset="utf-8" />
		<title>A workspace on a page</title>
		<link rel="icon" href="data:," />
		<style nonce="host">
			body { margin: 0; block-size: 100vh; }
			#root { block-size: 100%; }
		</style>
	</head>
	<body>
		<div id="root"></div>
		<script type="module" src="./${script}"></script>
	</body>
</html>
`;

/** One page for each script of a folder, named like the script. */
function pagesOf(root: string): Plugin {
	const scripts = globSync("*.tsx", { cwd: root });
	const pages = new Map(scripts.map((script) => [join(root, script.replace(/tsx$/, "html")), pageOf(script)]));
	return {
		name: "pages",
		config: () => ({ build: { rolldownOptions: { input: [...pages.keys()] } } }),
		resolveId: (id) => (pages.has(id) ? id : null),
		load: (id) => pages.get(id) ?? null,
	};
}

export interface ServeOptions {
	/** Sent with each response. */
	readonly headers?: Readonly<Record<string, string>>;
	/** Modules that replace others, by name. */
	readonly alias?: Readonly<Record<string, string>>;
	/** Whether functions keep their names, which a host's build shortens. Default false. */
	readonly keepNames?: boolean;
	/** Additional plugins of the build. */
	readonly plugins?: readonly Plugin[];
}

/** Builds a page for each `.tsx` file of a folder, as a host would, and serves them. */
export async function servePage(
	root: string,
	{ headers = {}, alias = {}, keepNames = false, plugins = [] }: ServeOptions = {},
): Promise<ServedPage> {
	const outDir = await mkdtemp(join(tmpdir(), "workspace-chat-page-"));
	const config: InlineConfig = {
		root,
		configFile: false,
		logLevel: "error",
		plugins: [pagesOf(root), ...plugins],
		resolve: { alias },
		build: { outDir, ...(keepNames && { minify: false }) },
		preview: { port: 0, headers },
	};
	await build(config);
	const server = await preview(config);
	return {
		address: new URL("page.html", server.resolvedUrls?.local[0]).href,
		async close() {
			await server.close();
			await rm(outDir, { recursive: true });
		},
	};
}
