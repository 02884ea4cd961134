import { setup } from "rivetkit";
import { burstWorkspace } from "./burstWorkspace.ts";

// A process of workspaces that can be made to broadcast too much. The engine it joins comes from its environment.
const registry = setup({ use: { workspace: burstWorkspace }, noWelcome: true, logging: { level: "silent" } });
await registry.startAndWait();
process.send?.("serving");

export type BurstRegistry = typeof registry;
