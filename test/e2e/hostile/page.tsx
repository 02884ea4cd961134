import { createRoot } from "react-dom/client";
import { WorkspaceChat } from "../../../src/index.ts";
import { hostileState } from "../../../stories/fixtures/hostileState.ts";
import { message } from "../../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../../stories/fixtures/sampleTimeline.ts";
import { staticWorkspace } from "../../../stories/fixtures/staticWorkspace.ts";
import "../../../src/styles.css";
import { hostileMarkdown } from "../../components/markdown/hostileMarkdown.ts";

const said = hostileMarkdown.map((text, index) => ({ ...message, id: `said-${index}`, turnId: null, text }));
const items = sampleTimeline(...said, ...(hostileState.items ?? []));

const root = document.getElementById("root");
if (root)
	createRoot(root).render(
		<div style={{ blockSize: "100vh" }}>
			<WorkspaceChat workspaceId="acme/web" connect={staticWorkspace({ ...hostileState, items })} storage={null} />
		</div>,
	);
