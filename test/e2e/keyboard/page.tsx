import { createRoot } from "react-dom/client";
import { createMemoryWorkspace } from "../../../src/core/index.ts";
import { WorkspaceChat } from "../../../src/index.ts";
import "../../../src/styles.css";
import "../../../src/components/panel/panel.css";
import { ada, session } from "../../../stories/fixtures/people.ts";
import { sampleFolder } from "../../../stories/fixtures/sampleFolder.ts";
import { sampleProcesses } from "../../../stories/fixtures/sampleProcesses.ts";

const ANSWER = `${"One paragraph of an answer. ".repeat(12)}\n\n`.repeat(12);

const PUSH = { toolCallId: "push", title: "git push", toolKind: "execute" } as const;
const CLEAN = { toolCallId: "clean", title: "git clean", toolKind: "execute" } as const;

/**
 * Answers at length to `explain`, asks for two permissions on `ask`, for both at once on `two questions`, and works on
 * anything else until it is stopped.
 */
const workspace = createMemoryWorkspace({
	session: { ...session, commands: [{ name: "review", description: "Looks over the changes" }] },
	files: sampleFolder,
	processes: sampleProcesses,
	async onPrompt({ text }, agent) {
		if (text.startsWith("explain")) {
			agent.think("First I look where it is called.");
			agent.callTool({
				toolCallId: "read",
				title: "Read upload.ts",
				toolKind: "read",
				status: "completed",
				rawInput: { path: "src/upload.ts" },
			});
			agent.say(`${ANSWER}\`\`\`ts\nconst answer = 42;\n\`\`\``);
		} else if (text.startsWith("ask")) {
			const answers = [await agent.ask(PUSH), await agent.ask(CLEAN)];
			agent.say(`You chose ${answers.join(" and ")}.`);
		} else if (text === "two questions") {
			const answers = await Promise.all([agent.ask(PUSH), agent.ask(CLEAN)]);
			agent.say(`You chose ${answers.join(" and ")}.`);
		} else {
			await agent.pause(600_000);
		}
	},
});

const connect = () => workspace.connect(ada);
const root = document.getElementById("root");
if (root) createRoot(root).render(<WorkspaceChat workspaceId="memory" connect={connect} storage={null} panel />);
