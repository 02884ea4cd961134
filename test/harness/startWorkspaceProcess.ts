import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { SandboxServer } from "./sandboxServer.ts";
import type { TestEngine } from "./testEngine.ts";

const MAIN = fileURLToPath(new URL("./runWorkspaces.ts", import.meta.url));

/** A process that holds workspaces. */
export interface WorkspaceProcess {
	/** kill -9: nothing is written, told or said goodbye to. */
	kill(): Promise<void>;
}

export function startWorkspaceProcess(engine: TestEngine, sandbox: SandboxServer): WorkspaceProcess {
	const env = {
		...process.env,
		...engine.environment,
		TEST_SANDBOX_URL: sandbox.baseUrl,
		TEST_SANDBOX_TOKEN: sandbox.token,
	};
	const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN], { env, stdio: "inherit" });
	return {
		async kill() {
			const ended = once(child, "exit");
			if (child.kill("SIGKILL")) await ended;
		},
	};
}
