import type { RawAccess } from "rivetkit/db";
import { readMeta, writeMeta } from "../database/metaTable.ts";

const KEY = "agentServer";

/**
 * The name under which the sandbox-agent server keeps our agent. A process that was killed cannot let go of its agent, so
 * the next one does: otherwise each crash would leave an agent running in the sandbox.
 */
export interface AgentServerNote {
	last(): Promise<string | null>;
	note(serverId: string): Promise<void>;
}

export function createAgentServerNote(db: RawAccess): AgentServerNote {
	return {
		async last() {
			const serverId = await readMeta(db, KEY);
			return typeof serverId === "string" ? serverId : null;
		},
		note: (serverId) => writeMeta(db, KEY, serverId),
	};
}
