import { WorkspaceChat } from "workspace-chat";

// A server component: the package's own "use client" is what lets it name the screen.
export default function Page() {
	return <WorkspaceChat workspaceId="acme/web" endpoint="https://rivet.invalid" />;
}
