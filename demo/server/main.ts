import { isRivetLoss } from "./isRivetLoss.ts";
import { Lifetime } from "./Lifetime.ts";
import { parseArguments } from "./parseArguments.ts";
import { reportError } from "./reportError.ts";
import { startDemo } from "./startDemo.ts";

// The process that does the work, started by ../start.ts. It shuts down when that one disconnects or dies.

const lifetime = new Lifetime();
let ending = false;

async function end(exitCode: number): Promise<void> {
	ending = true;
	await lifetime.close();
	process.exit(exitCode);
}

async function fail(error: unknown): Promise<void> {
	// Errors of parts that are stopped while they start are expected.
	if (ending) return;
	reportError(error);
	await end(1);
}

function handleUncaught(error: unknown): void {
	if (isRivetLoss(error)) console.error("Rivet lost a connection:", error);
	else void fail(error);
}

async function main(): Promise<void> {
	const address = await startDemo(
		parseArguments(process.argv.slice(2)),
		process.env.WORKSPACE_CHAT_DATA ?? "",
		lifetime,
	);
	process.send?.(address);
}

process.on("uncaughtException", handleUncaught);
process.on("unhandledRejection", handleUncaught);
process.once("disconnect", () => void end(0));
process.once("SIGTERM", () => void end(0));

await main().catch(fail);
