import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../runCommand.ts";
import type { Script } from "../script.ts";
import { textContent } from "../textContent.ts";

const TEST_FILE = "sum.test.mjs";

const TEST_SOURCE = `import assert from "node:assert/strict";
import { test } from "node:test";

test("two and two are four", () => assert.equal(2 + 2, 4));
test("an empty list sums to nothing", () => assert.equal([].reduce((sum, n) => sum + n, 0), 0));
test("rounding is somebody else's job", { todo: true }, () => assert.equal(0.1 + 0.2, 0.3));
`;

export const command: Script = {
	name: "command",
	description: "A real command with coloured output",
	async play(player) {
		const { cwd } = player.session;
		await writeFile(join(cwd, TEST_FILE), TEST_SOURCE);
		const args = ["--test", "--test-reporter=spec", TEST_FILE];
		const line = `node ${args.join(" ")}`;
		const call = await player.call({ title: `\`${line}\``, kind: "execute", rawInput: { command: line, cwd } });
		const { output, exitCode } = await runCommand(process.execPath, args, {
			cwd,
			signal: player.signal,
			onOutput: (sofar) => call.update({ content: textContent(sofar) }),
		});
		await player.pause(300);
		await call.update({ status: exitCode === 0 ? "completed" : "failed", rawOutput: { output, exitCode } });
		await player.say(exitCode === 0 ? "The tests pass.\n" : `The command ended with ${exitCode}.\n`);
	},
};
