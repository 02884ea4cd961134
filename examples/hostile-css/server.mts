import { createWorkspace, local, serve } from "workspace-chat/actors";
import { demoAgent } from "workspace-chat/demo-agent";

const workspace = createWorkspace({
	agent: "demo",
	sandbox: local({ agents: { demo: demoAgent() } }),
});

await serve({ use: { workspace } });
