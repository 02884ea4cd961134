import { createRoot } from "react-dom/client";
import { type ConnectWorkspace, WorkspaceError } from "../../../src/core/index.ts";
import { WorkspaceChat } from "../../../src/index.ts";
import { createMemoryWorkspace } from "../../../src/testing/index.ts";
import "../../../src/styles.css";
import "../../../src/components/panel/panel.css";
import type { ActionRequest } from "../../../src/protocol/index.ts";
import { ada, session } from "../../../stories/fixtures/people.ts";
import { sampleFolder } from "../../../stories/fixtures/sampleFolder.ts";
import { sampleProcesses } from "../../../stories/fixtures/sampleProcesses.ts";
import { playAgent } from "./playAgent.ts";

const NETWORK = {
	id: "network",
	name: "Network",
	category: null,
	value: "false",
	choices: [],
} as const;

const workspace = createMemoryWorkspace({
	session: {
		...session,
		commands: [{ name: "review", description: "Looks over the changes" }],
		configOptions: [...session.configOptions, NETWORK],
	},
	files: sampleFolder,
	processes: sampleProcesses,
	onPrompt: playAgent,
});

/** What was refused once and is accepted on the next try. */
const refused = new Set<string>();

/** Refuses each prompt and each file named `refuse…` once. */
function refusing(connect: ConnectWorkspace): ConnectWorkspace {
	return (listener) => {
		const connection = connect(listener);
		return {
			close: connection.close,
			call(action, request, options) {
				const { text = "", name = "" } = (request ?? {}) as Partial<
					ActionRequest<"prompt"> & ActionRequest<"uploadAttachment">
				>;
				const known = text || name;
				if (!known.startsWith("refuse") || refused.has(known)) return connection.call(action, request, options);
				refused.add(known);
				return Promise.reject(new WorkspaceError({ code: "queue_full", message: "There is no room for it." }));
			},
		};
	};
}

// The test triggers events from outside through these functions.
Object.assign(window, { workspace });

const connect = () => refusing(workspace.connect(ada));
const root = document.getElementById("root");
if (root) createRoot(root).render(<WorkspaceChat workspaceId="memory" connect={connect} storage={null} panel />);
