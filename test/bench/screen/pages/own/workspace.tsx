import { createRoot } from "react-dom/client";
import { WorkspaceChat, WorkspaceProvider } from "../../../../../src/index.ts";
import "../../../../../src/styles.css";

// As a host's page has it, with everything from the address.
const parameters = new URLSearchParams(location.search);
const read = (name: string) => parameters.get(name) ?? "";
const getParams = () => ({ userId: read("user"), name: read("user") });

const root = document.getElementById("root");
if (root)
	createRoot(root).render(
		<WorkspaceProvider endpoint={read("endpoint")} getParams={getParams}>
			<WorkspaceChat workspaceId={read("workspace")} storage={null} />
		</WorkspaceProvider>,
	);
