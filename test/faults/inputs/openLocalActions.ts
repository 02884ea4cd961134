import { UserError } from "rivetkit";
import { ACTION_HANDLERS } from "../../../actors/actions/actions.ts";
import { OpenedWorkspace } from "../../../actors/runtime/OpenedWorkspace.ts";
import type { WorkspaceContext } from "../../../actors/runtime/workspaceDefinition.ts";
import { isWorkspaceErrorCode } from "../../../src/rivet/rivetErrors.ts";
import { openLocalWorkspace } from "../../harness/openLocalWorkspace.ts";
import type { Input } from "./createInputs.ts";
import type { Outcome } from "./outcome.ts";

type Act = (context: WorkspaceContext, ...args: readonly unknown[]) => Promise<unknown>;

/** Rate-limited requests would not reach the code under test. */
const NO_RATES = {
	actionsPerMinute: 1_000_000,
	promptsPerMinute: 1_000_000,
	attachmentBytesPerMinute: 1e12,
	presencePerMinute: 1_000_000,
};

const ADA = { userId: "ada", name: "Ada", role: "owner" } as const;

/** As Rivet calls them: with unchecked arguments. */
const TABLE = ACTION_HANDLERS as unknown as Record<Input["action"], Act>;

/** The actions of a workspace in this process, on its own database and without a sandbox. */
export interface ActionTable {
	call(input: Input): Promise<Outcome>;
	close(): Promise<void>;
}

export async function openLocalActions(): Promise<ActionTable> {
	const sandbox = { baseUrl: "http://127.0.0.1:9" };
	const { db, workspace } = await openLocalWorkspace({ sandbox, limits: NO_RATES });
	const conn = { id: "connection-1", state: ADA, isHibernatable: true };
	const context = {
		vars: new OpenedWorkspace(workspace.host, workspace),
		conn,
		key: ["local"],
		db,
	} as unknown as WorkspaceContext;
	return {
		call({ action, args }) {
			return TABLE[action](context, ...args).then(answered, refused);
		},
		close: () => workspace.sleep(),
	};
}

function answered(answer: unknown): Outcome {
	return { code: "answered", isKnown: true, words: JSON.stringify(answer) ?? "" };
}

function refused(error: unknown): Outcome {
	if (!(error instanceof UserError)) return { code: String(error), isKnown: false, words: "" };
	return { code: error.code, isKnown: isWorkspaceErrorCode(error.code), words: error.message };
}
