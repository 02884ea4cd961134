import { createRequire } from "node:module";
import { join } from "node:path";
import { preview } from "vite";
import { freePort } from "../../demo/server/engine/freePort.ts";
import { ProgramProcess } from "../harness/programProcess.ts";

/** A built app, served. */
export interface ServedApp extends AsyncDisposable {
	/** With a slash at its end. */
	readonly address: string;
}

/** Serves `dist` of an app that Vite has built, with these headers. Paths without a file get its `index.html`. */
export const serveViteApp = (root: string, headers?: Readonly<Record<string, string>>): Promise<ServedApp> =>
	serveFolder(root, "dist", headers);

/** Serves the files of a folder below `root`. */
export async function serveFolder(
	root: string,
	outDir: string,
	headers: Readonly<Record<string, string>> = {},
): Promise<ServedApp> {
	const server = await preview({
		root,
		configFile: false,
		logLevel: "silent",
		build: { outDir },
		preview: { port: 0, headers },
	});
	return { address: server.resolvedUrls?.local[0] ?? "", [Symbol.asyncDispose]: () => server.close() };
}

/** Serves an app that Next.js has built, as `next start` does. */
export async function serveNextApp(root: string): Promise<ServedApp> {
	const program = createRequire(join(root, "package.json")).resolve("next/dist/bin/next");
	const port = await freePort();
	const server = new ProgramProcess(program, {
		args: ["start", "--port", String(port)],
		cwd: root,
		env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
	});
	await server.until("Ready in");
	return { address: `http://localhost:${port}/`, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}
