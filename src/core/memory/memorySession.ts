import type { Session } from "../../protocol/index.ts";

/** The session of an in-memory workspace, as long as nothing else is said. */
export const DEFAULT_SESSION: Session = {
	agent: "demo",
	state: { status: "ready" },
	sandboxId: null,
	cwd: "/workspace",
	title: null,
	configOptions: [],
	commands: [],
	usage: null,
	promptCapabilities: { image: false, audio: false, embeddedContext: false },
};
