import { WorkspaceChat } from "../../src/index.ts";
import { session } from "../fixtures/people.ts";
import { RoomPage } from "../fixtures/RoomPage.tsx";
import { replayRecording } from "../fixtures/replayRecording.ts";
import { stillWorkspace } from "../fixtures/stillWorkspace.ts";

interface RecordedRoomProps {
	/** The text of a recorded session. */
	readonly jsonl: string;
	/** What went over its wire. */
	readonly wire: string;
	readonly agent: string;
}

/** What a real agent did, as it looks afterwards. */
export function RecordedRoom({ jsonl, wire, agent }: RecordedRoomProps) {
	const { items } = replayRecording(jsonl, wire);
	return (
		<RoomPage connect={stillWorkspace({ items, session: { ...session, agent, title: null } })}>
			<WorkspaceChat workspaceId="recorded" />
		</RoomPage>
	);
}
