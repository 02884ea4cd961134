import { createRoot } from "react-dom/client";
import { WorkspaceChat } from "../../../src/index.ts";
import "../../../src/styles.css";
import { createLongWorkspace } from "./longWorkspace.ts";

const messages = Number(new URLSearchParams(location.search).get("messages"));
const workspace = createLongWorkspace(messages);
const connect = () => workspace.connect;

/** Adds tokens, one per frame, like an agent's stream. */
async function stream(tokens: number): Promise<void> {
	for (let token = 0; token < tokens; token++) {
		workspace.grow();
		await new Promise(requestAnimationFrame);
	}
}

Object.assign(window, { stream });
const root = document.getElementById("root");
if (root) createRoot(root).render(<WorkspaceChat workspaceId="acme/long" connect={connect} storage={null} />);
