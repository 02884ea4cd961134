import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ProgramProcess } from "../harness/programProcess.ts";
import { prepareTestEngine } from "../harness/testEngine.ts";
import { installPackage } from "./installedPackage.ts";

/** The server of the examples, on an engine of its own. */
export interface ExampleServer extends AsyncDisposable {
	readonly endpoint: string;
}

/** Starts `server.mts` of the examples, which are all the same. It gets everything this repository has, the engine too. */
export async function startExampleServer(): Promise<ExampleServer> {
	const engine = await prepareTestEngine();
	const installed = installPackage();
	const file = "server.mts";
	installed.write(file, await readFile(join("examples/vite", file), "utf8"));
	const { RIVETKIT_STORAGE_PATH = "", RIVET_RUN_ENGINE_PORT = "" } = engine.environment;
	const server = new ProgramProcess(join(installed.folder, file), {
		cwd: installed.folder,
		env: { RIVETKIT_STORAGE_PATH, RIVET_RUN_ENGINE_PORT },
	});
	const stop = async () => {
		server.signal("SIGINT");
		await server.exit();
		await engine.stop();
		installed[Symbol.dispose]();
	};
	await server.until(`endpoint="${engine.endpoint}"`).catch(async (error: unknown) => {
		await stop();
		throw error;
	});
	return { endpoint: engine.endpoint, [Symbol.asyncDispose]: stop };
}
