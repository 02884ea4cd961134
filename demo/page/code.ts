/** What a page needs. */
export const CODE = `import { WorkspaceChat } from "workspace-chat";
import "workspace-chat/styles.css";

export function Page() {
	return (
		<WorkspaceChat
			workspaceId="acme/web"
			endpoint="https://rivet.example.com"
			getParams={async () => ({ token: await fetchToken() })}
		/>
	);
}`;
