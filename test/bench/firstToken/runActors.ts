import { setup } from "rivetkit";
import { floor, guide, workspace } from "./actors.ts";

// The process that holds the actors, apart from their clients.
const registry = setup({
	use: { workspace, guide, floor },
	noWelcome: true,
	shutdown: { disableSignalHandlers: true },
	logging: { level: "silent" },
});
await registry.startAndWait();
process.send?.("serving");
export type BenchRegistry = typeof registry;
