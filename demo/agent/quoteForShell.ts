export { quoteForShell } from "../../actors/sandbox/agentPrograms.ts";
