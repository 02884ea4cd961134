import { resolve } from "node:path";
import { DemoError } from "./server/DemoError.ts";
import { isRivetLoss } from "./server/isRivetLoss.ts";
import { Lifetime } from "./server/Lifetime.ts";
import { parseArguments, USAGE } from "./server/parseArguments.ts";
import { startDemo } from "./server/startDemo.ts";
import { welcome } from "./server/welcome.ts";

// `npm start`. What it does is said by `npm start -- --help`.

const lifetime = new Lifetime();
let ending = false;

async function main(): Promise<void> {
	const options = parseArguments(process.argv.slice(2));
	if (options.help) return console.log(USAGE);
	const dataFolder = resolve(process.env.WORKSPACE_CHAT_DATA ?? resolve(import.meta.dirname, "../.workspace-chat"));
	// Only errors: what rivetkit has to say besides would bury the address.
	process.env.RIVET_LOG_LEVEL ??= "error";
	process.env.RIVETKIT_STORAGE_PATH ??= resolve(dataFolder, "engine");
	endOnSignals();
	const address = await startDemo(options, dataFolder, lifetime);
	console.log(welcome({ address, agent: options.agent, dataFolder }));
}

function endOnSignals(): void {
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(0));
}

/** Harmless when it is called again: npm forwards a Ctrl-C that the terminal has sent already. */
async function end(exitCode: number): Promise<void> {
	ending = true;
	await lifetime.close();
	process.exit(exitCode);
}

async function fail(error: unknown): Promise<void> {
	// What is stopped while it starts may complain; that is no news.
	if (ending) return;
	if (error instanceof DemoError) console.error(`\n${error.message}\n${error.hint}\n`);
	else console.error(error);
	await end(1);
}

function handleUncaught(error: unknown): void {
	if (isRivetLoss(error)) console.error("Rivet lost a connection:", error);
	else void fail(error);
}

process.on("uncaughtException", handleUncaught);
process.on("unhandledRejection", handleUncaught);

await main().catch(fail);
