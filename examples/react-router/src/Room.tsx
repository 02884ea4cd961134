import { useParams } from "react-router";
import { WorkspaceChat } from "workspace-chat";
import "workspace-chat/styles.css";

function getParams() {
	const name = new URLSearchParams(location.search).get("name") ?? "Ada";
	return { userId: name, name };
}

/** One room. With another id, the chat leaves this room and opens the other; drafts stay where they were written. */
export default function Room() {
	const { "*": workspaceId = "" } = useParams();
	return <WorkspaceChat workspaceId={workspaceId} endpoint="http://127.0.0.1:6420" getParams={getParams} />;
}
