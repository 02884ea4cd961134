import { WorkspaceChat } from "workspace-chat";
import "workspace-chat/styles.css";

function getParams() {
	const name = new URLSearchParams(location.search).get("name") ?? "Ada";
	return { userId: name, name };
}

export default function App() {
	return (
		<div style={{ position: "fixed", inset: 0 }}>
			<WorkspaceChat workspaceId="acme/web" endpoint="http://127.0.0.1:6420" getParams={getParams} />
		</div>
	);
}
