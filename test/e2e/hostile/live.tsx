import { createRoot } from "react-dom/client";
import { THROTTLE_MS } from "../../../src/components/markdown/Markdown.tsx";
import { WorkspaceChat } from "../../../src/index.ts";
import { createMemoryWorkspace } from "../../../src/testing/index.ts";
import { hostileState } from "../../../stories/fixtures/hostileState.ts";
import { HOSTILE_ANSI, HOSTILE_LINE, HOSTILE_MARKDOWN, STRANGER } from "../../../stories/fixtures/hostileTexts.ts";
import "../../../src/styles.css";
import "../../../src/components/panel/panel.css";

/** A line that is a valid file name. */
const NAME = HOSTILE_LINE.replaceAll("/", "|");

/** Streams hostile text a few characters at a time, slowly enough for each prefix to be rendered. */
const workspace = createMemoryWorkspace({
	session: { ...hostileState.session, state: { status: "ready" } },
	files: { [NAME]: HOSTILE_LINE, [`${NAME}/page.html`]: HOSTILE_MARKDOWN },
	processes: [
		{
			id: "hostile",
			command: HOSTILE_LINE,
			status: "running",
			exitCode: null,
			startedAt: 0,
			endedAt: null,
			output: `${HOSTILE_ANSI}${HOSTILE_LINE}`,
		},
	],
	async onPrompt(_prompt, agent) {
		for (const piece of HOSTILE_MARKDOWN.match(/[\s\S]{1,12}/g) ?? []) {
			agent.say(piece);
			await agent.wait(1.5 * THROTTLE_MS);
		}
	},
});

const stranger = { userId: "stranger", name: HOSTILE_LINE, avatarUrl: `https://${STRANGER}/avatar.png` };

const root = document.getElementById("root");
if (root)
	createRoot(root).render(
		<div style={{ blockSize: "100vh" }}>
			<WorkspaceChat workspaceId="memory" connect={() => workspace.connect(stranger)} storage={null} panel />
		</div>,
	);
