import { createRoot } from "react-dom/client";
import { WorkspaceChat } from "../../../src/index.ts";
import "../../../src/styles.css";

/** A person with a role, in a workspace of a real engine: all of it from the address. */
const search = new URLSearchParams(location.search);
const name = search.get("name") ?? "";
const params = { userId: name.toLowerCase(), name, role: search.get("role") };

const root = document.getElementById("root");
if (root)
	createRoot(root).render(
		<div style={{ blockSize: "100vh" }}>
			<WorkspaceChat
				workspaceId="roles"
				endpoint={search.get("endpoint") ?? ""}
				getParams={async () => params}
				storage={null}
			/>
		</div>,
	);
