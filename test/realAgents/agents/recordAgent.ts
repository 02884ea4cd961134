import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import type { RecordedLine } from "../oracle/readRecordings.ts";

// `node recordAgent.ts FOLDER COMMAND ARGUMENTS…` runs an agent and writes down each line that it says and receives, before
// anybody else has it.

const [folder = "", command = "", ...args] = process.argv.slice(2);
const agent = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
const path = join(folder, `${agent.pid}.jsonl`);

function record(line: RecordedLine): void {
	appendFileSync(path, `${JSON.stringify(line)}\n`);
}

/** Records each line that comes, and passes on the bytes as they are. */
async function passOn(from: Readable, to: Writable, direction: "in" | "out"): Promise<void> {
	const decoder = new StringDecoder("utf8");
	let rest = "";
	for await (const chunk of from) {
		const lines = (rest + decoder.write(chunk)).split("\n");
		rest = lines.pop() ?? "";
		for (const text of lines) record({ at: Date.now(), direction, text });
		to.write(chunk);
	}
}

agent.stdin.on("error", () => undefined);
// Without more input, an agent ends by itself.
void passOn(process.stdin, agent.stdin, "in").then(() => agent.stdin.end());
const output = passOn(agent.stdout, process.stdout, "out");
const [code] = await once(agent, "exit");
await output;
process.exit(code ?? 1);
