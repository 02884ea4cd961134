import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createWorkspaceStore } from "../../../src/core/index.ts";
import { type PartError, WorkspaceChat } from "../../../src/index.ts";
import { createMemoryWorkspace, type TurnScript } from "../../../src/testing/index.ts";
import { ada, session } from "../../../stories/fixtures/people.ts";
import { sampleFolder } from "../../../stories/fixtures/sampleFolder.ts";
import { sampleProcesses } from "../../../stories/fixtures/sampleProcesses.ts";
import "../../../src/styles.css";
import "../../../src/components/panel/panel.css";
import { playAgent } from "../keyboard/playAgent.ts";

/** Works, then says a word at a time. */
const stream: TurnScript = async (_prompt, agent) => {
	agent.think("First the tests.");
	const output = (text: string) => [{ type: "content", content: { type: "text", text } }] as const;
	agent.callTool({ toolCallId: "t", title: "npm test", toolKind: "execute", status: "pending" });
	await agent.wait(150);
	agent.callTool({ toolCallId: "t", status: "in_progress", content: output("\u001b[32mok\u001b[0m one\n") });
	await agent.wait(150);
	agent.callTool({ toolCallId: "t", status: "completed", content: output("\u001b[32mok\u001b[0m one\nok two\n") });
	for (const word of "They pass now, and nothing else has changed in the folder of the tests.".split(" ")) {
		agent.say(`${word} `);
		await agent.wait(40);
	}
};

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const PLAYS: Readonly<Record<string, TurnScript>> = {
	stream,
	/** So much code that only the worker tokenizes it, and a picture in each way that pictures arrive. */
	show(_prompt, agent) {
		const image = { type: "image", data: PIXEL, mimeType: "image/png" } as const;
		agent.callTool({
			toolCallId: "look",
			title: "Take a picture",
			toolKind: "other",
			status: "completed",
			content: [{ type: "content", content: image }],
		});
		const code = "const answer = 42;\n".repeat(400);
		agent.say(`![A point](data:image/png;base64,${PIXEL})\n\n\`\`\`ts\n${code}\`\`\`\n`);
	},
	async expire(_prompt, agent) {
		const call = { toolCallId: "push", title: "git push", toolKind: "execute" } as const;
		const choice = await agent.requestPermission(call, undefined, { expireAfterMs: 5_000 });
		agent.say(`You chose ${choice}.`);
	},
};

const playPrompt: TurnScript = async (prompt, agent) => {
	const play = PLAYS[prompt.text.split(/\s/, 1)[0] ?? ""] ?? playAgent;
	await play(prompt, agent);
};

const workspace = createMemoryWorkspace({
	session: { ...session, commands: [{ name: "review", description: "Looks over the changes" }] },
	files: sampleFolder,
	processes: sampleProcesses,
	onPrompt: playPrompt,
});

const partErrors: PartError[] = [];
const connect = () => workspace.connect(ada);

/**
 * The same workspace twice: the first chat is translated, the second is not, so that it shows what the first has to say.
 * `translate="no"` is what keeps browsers from translating.
 */
const page = (
	<StrictMode>
		<div style={{ display: "grid", gridTemplateColumns: "1fr 1fr", blockSize: "100vh" }}>
			{["translated", "control"].map((name) => (
				<div key={name} id={name} translate={name === "control" ? "no" : undefined} style={{ minBlockSize: 0 }}>
					<WorkspaceChat
						workspaceId="memory"
						connect={connect}
						storage={null}
						panel
						onPartError={(error) => void partErrors.push(error)}
					/>
				</div>
			))}
		</div>
	</StrictMode>
);

const element = document.getElementById("root");
if (element) {
	const root = createRoot(element);
	root.render(page);
	const join = (name: string) =>
		createWorkspaceStore({
			workspaceId: "memory",
			connect: workspace.connect({ userId: name, name }),
			storage: null,
		}).start();
	// The test triggers events from outside through these.
	Object.assign(window, { workspace, partErrors, join, unmount: () => root.unmount() });
}
