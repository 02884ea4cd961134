import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";

interface RunOptions {
	readonly cwd: string;
	/** Stops the command when aborted. */
	readonly signal: AbortSignal;
	/** Called with the whole output each time it grows. */
	onOutput(output: string): Promise<void>;
}

/** Runs a command with colours enabled, and collects its output. */
export async function runCommand(
	file: string,
	args: readonly string[],
	{ cwd, signal, onOutput }: RunOptions,
): Promise<{ output: string; exitCode: number | null }> {
	const env = { ...process.env, FORCE_COLOR: "1", NODE_TEST_CONTEXT: undefined };
	const child = spawn(file, args, { cwd, env, signal, stdio: ["ignore", "pipe", "inherit"] });
	const kill = () => child.kill();
	process.once("exit", kill);
	try {
		const [output] = await Promise.all([gather(child.stdout, onOutput), once(child, "close")]);
		return { output, exitCode: child.exitCode };
	} finally {
		process.off("exit", kill);
	}
}

async function gather(stream: Readable, onOutput: RunOptions["onOutput"]): Promise<string> {
	let output = "";
	for await (const chunk of stream.setEncoding("utf8")) {
		output += chunk;
		await onOutput(output);
	}
	return output;
}
