import { join } from "node:path";
import type { Plugin } from "vite";
import { chromiumLaunchOptions } from "../../../scripts/chromiumLaunchOptions.ts";
import { browseServedPage } from "../../harness/browseServedPage.ts";
import { installPeers, PEER_VERSIONS } from "../peers/installPeers.ts";

const isPeer = (id: string) => Object.keys(PEER_VERSIONS).some((name) => id === name || id.startsWith(`${name}/`));

/** Finds the peers where the benches have installed them. All pages share this repository's React. */
function resolvePeers(folder: string): Plugin {
	return {
		name: "resolve-peers",
		enforce: "pre",
		config: () => ({ resolve: { dedupe: ["react", "react-dom"] } }),
		async resolveId(id, importer) {
			if (!isPeer(id) || importer?.startsWith(folder)) return null;
			return await this.resolve(id, join(folder, "import.js"), { skipSelf: true });
		},
	};
}

const PAGES = join(import.meta.dirname, "pages");

/** Builds the pages that need no peers, and starts a browser for them. */
export async function serveOwnPages() {
	return await browseServedPage(join(PAGES, "own"));
}

/** Builds the pages of the benches, with the peers, and starts a browser for them. */
export async function servePeerPages() {
	const folder = await installPeers();
	return await browseServedPage(join(PAGES, "peers"), chromiumLaunchOptions(), { plugins: [resolvePeers(folder)] });
}
