import type { RawAccess } from "rivetkit/db";
import { readMeta, writeMeta } from "../database/metaTable.ts";

const KEY = "agentServer";

/**
 * The name under which the sandbox-agent server keeps our agent. A process that was killed cannot let go of its agent, so
 * the next one does: otherwise each crash would leave an agent running in the sandbox.
 */
export interface AgentServerRecord {
	read(): Promise<string | null>;
	write(serverId: string): Promise<void>;
}

export function createAgentServerRecord(db: RawAccess): AgentServerRecord {
	return {
		async read() {
			const serverId = await readMeta(db, KEY);
			return typeof serverId === "string" ? serverId : null;
		},
		write: (serverId) => writeMeta(db, KEY, serverId),
	};
}
