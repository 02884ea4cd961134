import { spawn } from "node:child_process";
import { once } from "node:events";

interface RunOptions {
	readonly cwd: string;
	/** Ends the command when it aborts. */
	readonly signal: AbortSignal;
	/** Is told all of the output each time there is more of it. */
	onOutput(output: string): Promise<void>;
}

/** Runs a command that believes it may use colours, and gathers what it prints. */
export async function runCommand(
	file: string,
	args: readonly string[],
	{ cwd, signal, onOutput }: RunOptions,
): Promise<{ output: string; exitCode: number | null }> {
	const env = { ...process.env, FORCE_COLOR: "1", NODE_TEST_CONTEXT: undefined };
	const child = spawn(file, args, { cwd, env, signal, stdio: ["ignore", "pipe", "inherit"] });
	const exit = once(child, "close");
	let output = "";
	for await (const chunk of child.stdout.setEncoding("utf8")) {
		output += chunk;
		await onOutput(output);
	}
	await exit;
	return { output, exitCode: child.exitCode };
}
