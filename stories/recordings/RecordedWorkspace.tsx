import { WorkspaceChat } from "../../src/index.ts";
import { session } from "../fixtures/people.ts";
import { recordedFolder } from "../fixtures/recordedFolder.ts";
import { replayRecording } from "../fixtures/replayRecording.ts";
import { stateAtFirstApproval } from "../fixtures/stateAtFirstApproval.ts";
import { staticWorkspace } from "../fixtures/staticWorkspace.ts";
import { WorkspacePage } from "../fixtures/WorkspacePage.tsx";
import type { RecordedTexts } from "./loadRecording.ts";

interface RecordedWorkspaceProps extends RecordedTexts {
	readonly agent: string;
	/** How far the session has come: to its end, or to the first permission that is asked for. */
	readonly until: "end" | "permission";
}

/** What a real agent did, with the session as the agent reported it. */
export function RecordedWorkspace({ jsonl, wire, agent, until }: RecordedWorkspaceProps) {
	const replay = replayRecording(jsonl, wire);
	const state = until === "end" ? { items: replay.items } : stateAtFirstApproval(replay);
	return (
		<WorkspacePage
			connect={staticWorkspace({
				...state,
				session: { ...session, ...replay.facts, cwd: recordedFolder(jsonl), agent },
			})}
		>
			<WorkspaceChat workspaceId="recorded" />
		</WorkspacePage>
	);
}
