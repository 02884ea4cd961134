import { createRoot } from "react-dom/client";
import { WorkspaceChat } from "../../../src/index.ts";
import { createMemoryWorkspace } from "../../../src/testing/index.ts";
import "../../../src/styles.css";
import { manyItems } from "../../../stories/fixtures/manyItems.ts";
import { ada } from "../../../stories/fixtures/people.ts";

const workspace = createMemoryWorkspace({
	items: manyItems(500),
	session: { title: "Retry uploads", agent: "claude" },
});

const root = document.getElementById("root");
if (root)
	createRoot(root).render(
		// An app's shell: everything that is higher than the window is cut off. Dark, with a part of its own.
		<div style={{ position: "fixed", inset: 0, overflow: "hidden", colorScheme: "dark", background: "#111" }}>
			<nav>Settings of the app</nav>
			<div style={{ blockSize: "80%" }}>
				<WorkspaceChat workspaceId="memory" connect={() => workspace.connect(ada)} storage={null} />
			</div>
		</div>,
	);
