import { extname, join } from "node:path";
import type { AgentProgram } from "../../actors/sandbox/agentPrograms.ts";

/** The options of `demoAgent`. */
export interface DemoAgentOptions {
	/** How long its pauses are, as a factor: 0.1 plays ten times as fast, 0 without pauses. Default 1. */
	readonly pace?: number | undefined;
}

/** Built, it is JavaScript: Node runs no TypeScript below `node_modules`. Not a `new URL`, which bundlers take for an asset. */
const MAIN = join(import.meta.dirname, `main${extname(import.meta.filename)}`);

/**
 * An agent without a model, for evaluation and tests: it needs no key and no network. It plays turns of every kind:
 * streaming text, tool calls, diffs, permission requests, questions, failures. `help` lists them. Nothing it says is an
 * answer to what was asked, and it says so.
 *
 * It runs on the Node of this process, and changes files only in the folder of its workspace.
 *
 * @throws {TypeError} When `pace` is negative or not a number.
 * @example
 * const workspace = createWorkspace({ agent: "demo", sandbox: local({ agents: { demo: demoAgent() } }) });
 */
export function demoAgent({ pace }: DemoAgentOptions = {}): AgentProgram {
	if (pace !== undefined && !(Number.isFinite(pace) && pace >= 0)) {
		throw new TypeError(`demoAgent takes a \`pace\` of 0 or more, and got ${pace}.`);
	}
	const args = ["--disable-warning=ExperimentalWarning", MAIN];
	return { command: process.execPath, args: pace === undefined ? args : [...args, String(pace)] };
}
