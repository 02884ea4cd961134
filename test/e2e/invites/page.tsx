import { createRoot } from "react-dom/client";
import { WorkspaceChat } from "../../../src/index.ts";
import "../../../src/styles.css";

/** A person in a workspace whose owner decides who may enter: who it is comes from the address. */
const search = new URLSearchParams(location.search);
const name = search.get("name") ?? "";

const root = document.getElementById("root");
if (root)
	createRoot(root).render(
		<div style={{ blockSize: "100vh" }}>
			<WorkspaceChat
				workspaceId="invites"
				endpoint={search.get("endpoint") ?? ""}
				getParams={async () => ({ userId: name.toLowerCase(), name })}
				storage={null}
			/>
		</div>,
	);
