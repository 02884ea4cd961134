import { createRoot } from "react-dom/client";
import { WorkspaceChat } from "workspace-chat";
import { createMemoryWorkspace } from "workspace-chat/testing";
import "workspace-chat/styles.css";

declare module "workspace-chat/protocol" {
	interface HostMetadata {
		person: { readonly team: string };
	}
}

const choices = [{ value: "ask", name: "Ask" }];
const mode = { id: "mode", name: "Mode", category: "mode", value: "ask", choices } as const;
const workspace = createMemoryWorkspace({ session: { configOptions: [mode] } });
const connect = () => workspace.connect({ userId: "ada", name: "Ada", metadata: { team: "web" } });
// @ts-expect-error: the declared shape holds
workspace.connect({ userId: "ben", name: "Ben", metadata: { team: 7 } });

const root = document.getElementById("root");
if (root) createRoot(root).render(<WorkspaceChat workspaceId="acme/web" connect={connect} />);
