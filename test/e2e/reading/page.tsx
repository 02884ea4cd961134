import { Profiler } from "react";
import { createRoot } from "react-dom/client";
import { Message, PromptEntry, ToolCallCard, WorkspaceChat, type WorkspaceComponents } from "../../../src/index.ts";
import { createMemoryWorkspace } from "../../../src/testing/index.ts";
import "../../../src/styles.css";
import { manyItems } from "../../../stories/fixtures/manyItems.ts";
import { ada } from "../../../stories/fixtures/people.ts";
import { withWindowOf } from "../../../stories/fixtures/withWindowOf.ts";
import { profiledDocks } from "../../harness/profiledDocks.tsx";
import { renderedComponents } from "../../harness/renderedComponents.ts";

const ITEMS = 1_000;
const LAST = `item-${ITEMS - 1}`;

const asked = new URLSearchParams(location.search);
/** How many items are loaded at first. Default: the store's page size. */
const loaded = Number(asked.get("loaded"));

const workspace = createMemoryWorkspace({ items: manyItems(ITEMS) });
const connect = () => (loaded > 0 ? withWindowOf(loaded, workspace.connect(ada)) : workspace.connect(ada));

/** Adds words to the last message, one per frame, like an agent's stream. */
async function stream(words: number): Promise<void> {
	for (let word = 0; word < words; word++) {
		workspace.apply({ kind: "append", itemId: LAST, text: `word${word} ` });
		await new Promise(requestAnimationFrame);
	}
}

/** What has rendered, by the id of the item or the name of the part. */
const rendered: string[] = [];
const count = (id: string) => void rendered.push(id);

/** Parts of the chat that are counted whenever anything in them renders. */
const components: Partial<WorkspaceComponents> = {
	Message: (props) => (
		<Profiler id={props.item.id} onRender={count}>
			<Message {...props} />
		</Profiler>
	),
	Prompt: (props) => (
		<Profiler id={props.item.id} onRender={count}>
			<PromptEntry {...props} />
		</Profiler>
	),
	ToolCall: (props) => (
		<Profiler id={props.item.id} onRender={count}>
			<ToolCallCard {...props} />
		</Profiler>
	),
	...profiledDocks(count),
};

/** Adds a turn at the end: a prompt, tool calls and an answer. */
function addTurn(): void {
	for (const item of manyItems(ITEMS + 4).slice(ITEMS)) workspace.apply({ kind: "item", item });
}

Object.assign(window, { stream, rendered, addTurn });
if (asked.has("streaming")) void stream(Number.POSITIVE_INFINITY);

const root = document.getElementById("root");
const rightToLeft = { html: document.documentElement, ancestor: root }[asked.get("rtl") ?? ""];
if (rightToLeft) rightToLeft.dir = "rtl";
/** The names of all components that have rendered, for `?components`. */
const componentNames: string[] = [];
Object.assign(window, { componentNames });

if (root && asked.has("components"))
	createRoot(root).render(
		<Profiler id="page" onRender={() => componentNames.push(...renderedComponents(root))}>
			<WorkspaceChat workspaceId="memory" connect={connect} storage={null} />
		</Profiler>,
	);
else if (root)
	createRoot(root).render(
		<WorkspaceChat workspaceId="memory" connect={connect} components={components} storage={null} />,
	);
