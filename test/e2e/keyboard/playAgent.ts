import { WorkspaceError } from "../../../src/core/index.ts";
import type { TurnScript } from "../../../src/testing/index.ts";
import { longFile, newFile, oldFile } from "../../../stories/fixtures/diffSamples.ts";

const ANSWER = `${"One paragraph of an answer. ".repeat(12)}\n\n`.repeat(12);

const WIDE = Array.from({ length: 24 }, (_, column) => `column ${column}`);
const TABLE = [WIDE, WIDE.map(() => "---"), WIDE].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const READ = { title: "Read upload.ts", toolKind: "read", status: "completed" } as const;
const PUSH = { toolCallId: "push", title: "git push", toolKind: "execute" } as const;
const CLEAN = { toolCallId: "clean", title: "git clean", toolKind: "execute" } as const;

/** What the agent does, by the text of the prompt. On any other prompt it works until it is stopped. */
const PLAYS: Readonly<Record<string, TurnScript>> = {
	explain(_prompt, agent) {
		agent.think("First I look where it is called.");
		agent.callTool({ toolCallId: "read", ...READ, rawInput: { path: "src/upload.ts" } });
		agent.say(`${ANSWER}\`\`\`ts\nconst answer = 42;\n\`\`\``);
	},
	async ask(_prompt, agent) {
		const answers = [await agent.requestPermission(PUSH), await agent.requestPermission(CLEAN)];
		agent.say(`You chose ${answers.join(" and ")}.`);
	},
	async questions(_prompt, agent) {
		const answers = await Promise.all([agent.requestPermission(PUSH), agent.requestPermission(CLEAN)]);
		agent.say(`You chose ${answers.join(" and ")}.`);
	},
	change(_prompt, agent) {
		const diff = { type: "diff", path: "src/upload.ts", oldText: oldFile, newText: newFile } as const;
		const created = { type: "diff", path: "src/values.ts", oldText: null, newText: longFile } as const;
		agent.callTool({
			toolCallId: "edit",
			title: "Edit two files",
			toolKind: "edit",
			status: "completed",
			content: [diff, created],
		});
	},
	run(_prompt, agent) {
		const text = Array.from({ length: 400 }, (_, index) => `line ${index + 1}`).join("\n");
		const content = [{ type: "content", content: { type: "text", text } }] as const;
		agent.callTool({ toolCallId: "test", title: "npm test", toolKind: "execute", status: "completed", content });
	},
	look(_prompt, agent) {
		agent.callTool({ toolCallId: "look", ...READ, locations: [{ path: "server.log", line: 3 }] });
	},
	write(_prompt, agent) {
		agent.say(`See [the guide](https://example.com) and the note.[^1]\n\n${TABLE}\n\n[^1]: The note itself.\n`);
	},
	fail() {
		throw new WorkspaceError({ code: "agent_failed", message: "The agent gave up.", hint: "Ask it again." });
	},
};

export const playAgent: TurnScript = async (prompt, agent) => {
	const play = PLAYS[prompt.text.split(/\s/, 1)[0] ?? ""];
	if (play) await play(prompt, agent);
	else await agent.wait(600_000);
};
