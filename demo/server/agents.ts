export { AGENTS, type AgentId, isAgentId } from "../../actors/catalog/agents.ts";
