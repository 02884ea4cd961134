import { setup } from "rivetkit";
import { createWorkspace } from "../../actors/createWorkspace.ts";
import { measureProcess } from "./measureProcess.ts";

// A process that holds workspaces, to be killed. What it needs comes from the environment.
const { TEST_SANDBOX_URL: baseUrl = "", TEST_SANDBOX_TOKEN: token, TEST_LOG } = process.env;
const workspace = createWorkspace({ agent: "mock", sandbox: { baseUrl, token } });
const registry = setup({
	use: { workspace },
	noWelcome: true,
	logging: { level: TEST_LOG === "info" ? "info" : "silent" },
});
await registry.startAndWait();
process.on("message", () => process.send?.(measureProcess()));
process.send?.("serving");
