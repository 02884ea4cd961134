import { once } from "node:events";
import { resolve } from "node:path";
import { type DemoArguments, parseArguments, USAGE } from "./server/parseArguments.ts";
import { Run } from "./server/Run.ts";
import { reportError } from "./server/reportError.ts";
import { startServer } from "./server/startServer.ts";
import { welcome } from "./server/welcome.ts";

// The entry of `npm start`; see `npm start -- --help`.

const DEFAULT_DATA = resolve(import.meta.dirname, "../.workspace-chat");

async function main(args: readonly string[]): Promise<number> {
	const options = parseArguments(args);
	if (!options.help) return await runDemo(args, options);
	console.log(USAGE);
	return 0;
}

/** Resolves with the exit code once everything has ended. */
async function runDemo(args: readonly string[], { agent }: DemoArguments): Promise<number> {
	const dataFolder = resolve(process.env.WORKSPACE_CHAT_DATA ?? DEFAULT_DATA);
	const run = await Run.claim(dataFolder);
	const server = startServer(args, dataFolder, run);
	// Disconnecting stops the server, as this process's death would. npm may forward a Ctrl-C that already arrived.
	const stop = () => server.connected && server.disconnect();
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
	server.on("message", async (address) => {
		await run.announce(String(address));
		console.log(welcome({ address: String(address), agent, dataFolder }));
	});
	const [exitCode] = await once(server, "exit");
	await run.release();
	return typeof exitCode === "number" ? exitCode : 1;
}

try {
	process.exit(await main(process.argv.slice(2)));
} catch (error) {
	reportError(error);
	process.exit(1);
}
