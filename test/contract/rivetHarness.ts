import { UserError } from "rivetkit";
import type { ApprovalPolicy } from "../../actors/approvals/policy.ts";
import type { PersonMetadata, Role } from "../../src/protocol/index.ts";
import { connectRivet } from "../../src/rivet/index.ts";
import { simulateNetwork } from "../../src/testing/index.ts";
import { wakeWorkspace } from "../harness/wakeWorkspace.ts";
import { startWorkspaceServer } from "../harness/workspaceServer.ts";
import { writeFiles } from "../harness/writeFiles.ts";
import type { ConnectionHarness, ContractPerson } from "./connectionHarness.ts";
import { sampleFiles } from "./sampleFiles.ts";

interface Params {
	readonly userId?: string;
	readonly name?: string;
	readonly role?: Role | null;
	readonly metadata?: PersonMetadata;
}

const policy: ApprovalPolicy = ({ prompt }) => {
	if (prompt?.text === "permission two") return { ask: { approvers: 2 } };
	return prompt?.text === "permission soon" ? { ask: { expireAfterMs: 50 } } : "ask";
};

/** Workspaces of the real actor, on their own engine. */
export async function startRivetHarness(): Promise<ConnectionHarness> {
	const server = await startWorkspaceServer({
		agents: ["mock", "amp"],
		roles: "workspace",
		limits: { backgroundQuietMs: 1_000 },
		approvals: { policy },
		authenticate({ params }) {
			// Null is somebody who needs an invite.
			const { userId, name, role = "owner", metadata } = params as Params;
			if (!userId || !name) throw new UserError("Nobody knows you here.", { code: "unauthenticated" });
			return { userId, name, role, ...(metadata && { metadata }) };
		},
	});
	await writeFiles(server.cwd, sampleFiles);
	const connect = (workspaceId: string, { invite, ...params }: Partial<ContractPerson>) =>
		connectRivet({
			workspaceId,
			endpoint: server.engine.endpoint,
			getParams: async () => params,
			getInvite: () => invite,
		});

	return {
		prompts: {
			stream: "markdown",
			ask: "permission",
			askTwo: "permission two",
			askBriefly: "permission soon",
			askQuestion: "ask form",
			askForVisit: "ask page",
			long: "long 600",
			steps: "steps 600",
			background: "background 15",
			longBackground: "background 6000",
			backgroundQuestion: "background 15 ask",
		},
		connect: (workspaceId, person, faults = {}) => simulateNetwork(connect(workspaceId, person), faults),
		connectRefused: (workspaceId) => connect(workspaceId, {}),
		wake: (workspaceId) => wakeWorkspace(server.client(), workspaceId, { userId: "ada", name: "Ada" }),
		stop: server.stop,
	};
}
