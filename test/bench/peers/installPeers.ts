import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** What ours is compared with. In pinned versions, so that a number changes only with our own code. */
export const PEER_VERSIONS = {
	"@assistant-ui/react": "0.15.22",
	"@assistant-ui/react-markdown": "0.14.16",
	"@sandbox-agent/react": "0.4.2",
	"sandbox-agent": "0.4.2",
	streamdown: "2.7.1",
	"@streamdown/code": "2.0.0",
	"@ai-sdk/react": "3.0.328",
} as const;

const FOLDER = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "workspace-chat-bench");
// @sandbox-agent/react names a version of its peer sandbox-agent that npm does not have.
const INSTALL = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--legacy-peer-deps"];

/**
 * Installs the peers from npm, once, outside of this repository: they are no dependencies of ours, and only whoever runs
 * the benches needs them.
 *
 * @returns The folder from which they can be imported.
 */
export async function installPeers(): Promise<string> {
	const manifest = JSON.stringify({ private: true, type: "module", dependencies: PEER_VERSIONS }, null, "\t");
	const path = join(FOLDER, "package.json");
	const done = join(FOLDER, "node_modules/installed.json");
	if ((await readFile(done, "utf8").catch(() => "")) === manifest) return FOLDER;
	await mkdir(FOLDER, { recursive: true });
	await writeFile(path, manifest);
	console.log(`Installing what ours is compared with into ${FOLDER} …`);
	await promisify(execFile)("npm", INSTALL, { cwd: FOLDER }).catch((error: { readonly stderr?: string }) => {
		throw new Error(
			`The benches compare with packages of npm, which could not be installed into ${FOLDER}. Check that npm reaches its registry (npm ping), or run the benches that need none (npm run bench -- fanOut join). npm said:\n${error.stderr ?? error}`,
		);
	});
	await writeFile(done, manifest);
	return FOLDER;
}
