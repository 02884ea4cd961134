import { createRoot } from "react-dom/client";
import { WorkspaceChat } from "../../../src/index.ts";
import { german } from "../../../src/locales/de.ts";
import { createMemoryWorkspace } from "../../../src/testing/index.ts";
import "../../../src/styles.css";
import { ada, session } from "../../../stories/fixtures/people.ts";
import { refusePrompts } from "../../../stories/fixtures/refusePrompts.ts";
import { sampleFolder } from "../../../stories/fixtures/sampleFolder.ts";

const query = new URLSearchParams(location.search);
document.documentElement.dir = query.get("dir") ?? "ltr";
document.documentElement.style.colorScheme = query.get("scheme") ?? "light";

const choices = (...names: readonly string[]) => names.map((name) => ({ value: name.toLowerCase(), name }));
/** More settings than fit side by side, one of them for owners only. */
const SETTINGS = [
	{ id: "effort", name: "Effort", category: null, value: "high", choices: choices("Low", "Medium", "High") },
	{ id: "fast", name: "Fast mode", category: null, value: "false", choices: [] },
	{ id: "bypass", name: "Permissions", category: null, value: "ask", choices: choices("Ask", "Bypass"), role: "owner" },
] as const;

/** Answers at once, except a prompt that begins with `work`: that one runs until it is stopped. */
const workspace = createMemoryWorkspace({
	session: {
		...session,
		configOptions: [...session.configOptions, ...(query.has("settings") ? SETTINGS : [])],
		commands: [{ name: "review", description: "Looks over the changes" }],
	},
	files: sampleFolder,
	onPrompt: ({ text }, agent) => (text.startsWith("work") ? agent.wait(600_000) : agent.say(`Heard ${text}`)),
});

// The test triggers events from outside through these functions.
Object.assign(window, { workspace });

const REFUSED = { code: "rate_limited", message: "Too many prompts." } as const;
const connect = () =>
	refusePrompts(workspace.connect({ ...ada, role: "editor" }), (text) =>
		text.startsWith("refuse") ? REFUSED : undefined,
	);
const root = document.getElementById("root");
if (root)
	createRoot(root).render(
		<WorkspaceChat workspaceId="memory" connect={connect} labels={query.get("lang") === "de" ? german : undefined} />,
	);
