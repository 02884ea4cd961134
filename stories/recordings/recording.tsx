import type { StoryObj } from "@storybook/react-vite";
import { within } from "storybook/test";
import { agentOf } from "./agentOf.ts";
import { expectSession, type SessionShown } from "./expectSession.ts";
import { expectSettled } from "./expectSettled.ts";
import { expectShown, type TimelineShown } from "./expectShown.ts";
import { loadRecording, type RecordedTexts } from "./loadRecording.ts";
import { openFolds } from "./openFolds.ts";
import { RecordedWorkspace } from "./RecordedWorkspace.tsx";

export interface RecordingArgs {
	/** The file in `test/recordings`, without its ending. */
	readonly name: string;
	readonly session: SessionShown;
	/** What the timeline has to show when all of it is opened. */
	readonly shows: TimelineShown;
}

/**
 * The story of one recorded session: every row is opened, and what matters in it has to be there.
 *
 * @example
 * export const Bash = recording("codex-bash", codex, { texts: ["The command exited with 3."] });
 */
export function recording(name: string, session: SessionShown, shows: TimelineShown): StoryObj<RecordingArgs> {
	return {
		args: { name, session, shows },
		loaders: [() => loadRecording(name)],
		render: (_, { loaded }) => <RecordedWorkspace {...(loaded as RecordedTexts)} agent={agentOf(name)} until="end" />,
		play: async ({ canvasElement, userEvent }) => {
			await expectSettled(canvasElement);
			await expectSession(canvasElement, userEvent, session);
			await openFolds(canvasElement, userEvent);
			await expectShown(within(canvasElement).getByRole("log"), shows);
		},
	};
}
